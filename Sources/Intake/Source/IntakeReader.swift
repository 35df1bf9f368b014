import Engine
import Media
import Model
import Platform
import Store

/// Reads the facts of units: by the hash cache, else by the workers.
struct IntakeReader: Sendable {
    let source: any IntakeSource
    let reader: FactsReader

    func read(_ units: [IntakeUnit]) throws -> [IntakeUnit] {
        var units = units
        try refreshStatus(&units)
        let places = units.indices.flatMap { unit in
            units[unit].files.indices.filter { units[unit].files[$0].record.state == .found }.map { (unit, $0) }
        }
        let records = places.map { units[$0].files[$1].record }
        let keys = records.map { key($0) }
        let readings = try reader.read(
            keys, isTrusted: { try isStill(records[$0], $1) }, open: { try source.open(records[$0].path) })
        if readings.contains(where: { $0.facts == nil }) { try source.check() }
        for ((unit, file), reading) in zip(places, readings) {
            switch reading {
            case .facts(let facts): units[unit].files[file].facts = facts
            case .failed(let reason, let hint): units[unit].files[file].settle(.failed, reason, hint: hint)
            case .vanished: units[unit].files[file].settle(.failed, "it is not there any more")
            }
        }
        return units.map(overlaid)
    }

    /// A file may have been written since it was listed.
    private func refreshStatus(_ units: inout [IntakeUnit]) throws {
        for unit in units.indices {
            for file in units[unit].files.indices {
                // What cannot be looked at is told when it is opened.
                guard let status = try? source.status(of: units[unit].files[file].record.path) else { continue }
                units[unit].files[file].record.size = status.size
                units[unit].files[file].record.modifiedNanoseconds = status.modifiedNanoseconds
            }
        }
    }

    private func key(_ record: ImportFileRecord) -> HashCacheKey {
        HashCacheKey(
            storage: source.cacheName, path: record.path, modifiedNanoseconds: record.modifiedNanoseconds,
            size: record.size)
    }

    /// Cameras use their names again, and a card that was formatted has none of the old files: the first 4 KB must be
    /// those that were hashed.
    private func isStill(_ record: ImportFileRecord, _ cached: Facts) throws -> Bool {
        let descriptor = try source.open(record.path)
        return try withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { buffer in
            let room = UnsafeMutableRawBufferPointer(buffer)
            let count = try descriptor.read(into: room, at: 0)
            let head = UnsafeRawBufferPointer(rebasing: room[..<count])
            return RunningDigest.of(head, .md5) == cached.digests.headMD5
        }
    }

    /// A sidecar of the unit wins over the picture it is named after (METADATA.md section 3).
    private func overlaid(_ unit: IntakeUnit) -> IntakeUnit {
        var unit = unit
        let sidecars = unit.files.filter { $0.role == .sidecar && SidecarNames.isSidecar($0.record.path) }
        for index in unit.files.indices where unit.files[index].isMedia {
            unit.files[index].shownFacts = unit.files[index].facts
            for name in SidecarNames.candidates(of: unit.files[index].record.path) {
                guard let said = sidecars.first(where: { $0.record.path == name })?.facts else { continue }
                unit.files[index].shownFacts = unit.files[index].facts?.overlaid(by: said)
                break
            }
        }
        return unit
    }
}
