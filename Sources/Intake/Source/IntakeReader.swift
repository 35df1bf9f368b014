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
        for unit in units.indices {
            for file in units[unit].files.indices { lookAt(&units[unit].files[file]) }
        }
        let places = units.indices.flatMap { unit in
            units[unit].files.indices.filter { units[unit].files[$0].record.state == .found }.map { (unit, $0) }
        }
        let candidates = places.map { units[$0].files[$1].candidate }
        // Cameras use their names again, and a card that was formatted has none of the old files: the first 4 KB must be
        // those that were hashed.
        let readings = try reader.read(
            candidates.map(key), isTrusted: { try candidates[$0].headMD5() == $1.digests.headMD5 },
            open: { try candidates[$0].open() })
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

    /// A file may have been written since it was listed. What cannot be looked at is told when it is opened.
    private func lookAt(_ file: inout IntakeFile) {
        do {
            file.candidate = try source.candidate(at: file.record.path) ?? IntakeFile(record: file.record).candidate
        } catch { file.candidate = IntakeCandidate(file.record) { throw error } }
        (file.record.size, file.record.modifiedNanoseconds) =
            (file.candidate.size, file.candidate.modifiedNanoseconds)
    }

    private func key(_ candidate: IntakeCandidate) -> HashCacheKey {
        HashCacheKey(
            storage: source.cacheName, path: candidate.path, modifiedNanoseconds: candidate.modifiedNanoseconds,
            size: candidate.size)
    }

    /// A sidecar of the unit wins over the picture it is named after (docs/metadata.md section 3).
    private func overlaid(_ unit: IntakeUnit) -> IntakeUnit {
        var unit = unit
        let sidecars = unit.files.filter { $0.role == .sidecar && SidecarNames.isSidecar($0.record.path) }
        for index in unit.files.indices where unit.files[index].isMedia {
            unit.files[index].shownFacts = unit.files[index].completedFacts
            for name in SidecarNames.candidates(of: unit.files[index].record.path) {
                guard let said = sidecars.first(where: { $0.record.path == name })?.facts else { continue }
                unit.files[index].shownFacts = unit.files[index].shownFacts?.overlaid(by: said)
                break
            }
        }
        return unit
    }
}
