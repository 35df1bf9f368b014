import Foundation
import Intake
import Media
import Model
import Platform

/// A source whose files are streams, as the entries of an archive are: it has no descriptors to give.
struct ArchiveSource: IntakeSource {
    let cacheName = "archive:test"
    let entries: [(path: String, text: String)]
    let modifiedNanoseconds: Int64
    let spool: Folder
    var folder: Folder { spool }
    var suggested: [String: SuggestedMetadata] = [:]
    /// How often an entry was read to its end.
    let wholeReads = Lock(0)

    func check() throws {}

    func walk(stop: StopSignal, emit: (IntakeEntry) throws -> Bool) throws {
        for entry in entries {
            guard let path = RelativePath(entry.path), let candidate = try candidate(at: path) else { continue }
            let finding: IntakeEntry.Finding =
                IgnoredNames.reason(component: path.name).map { .ignored($0.rawValue) } ?? .file(candidate)
            guard try emit(IntakeEntry(path: path, finding: finding)) else { return }
        }
    }

    func candidate(at path: RelativePath) throws -> IntakeCandidate? {
        guard let entry = entries.first(where: { $0.path == path.display }) else { return nil }
        let (bytes, wholeReads) = (Array(entry.text.utf8), wholeReads)
        return IntakeCandidate(
            path: path, size: Int64(bytes.count), modifiedNanoseconds: modifiedNanoseconds,
            albums: path.parent.map { [$0.displayName] } ?? [], suggested: suggested[entry.path],
            content: .stream(
                { take in
                    for start in stride(from: 0, to: bytes.count, by: 1000) {
                        let piece = bytes[start..<min(start + 1000, bytes.count)]
                        guard try piece.withUnsafeBytes({ try take($0) }) else { return }
                    }
                    wholeReads.withLock { $0 += 1 }
                }, spool: spool))
    }

    func remove(_ path: RelativePath) throws { throw Refusal(path.display, "an archive keeps its entries") }
}
