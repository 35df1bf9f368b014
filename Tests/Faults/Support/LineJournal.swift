import FoundationEssentials
import Glibc
package import MetadataWrite
package import Model
package import Platform

/// A journal in a file of JSON lines, each flushed before its call returns: the library's table in small.
package final class LineJournal: FileJournal {
    private struct Line: Codable {
        var entry: Int64
        var state: String
        var photo: [UInt8] = []
        var details: WriteDetails?
        var problem: String?
    }

    private let file: Descriptor
    private let item: MediaID
    private let lines: Lock<[Line]>

    /// Reads what earlier runs left; an incomplete last line is one that was never acknowledged.
    package init(in folder: Folder, item: MediaID) throws {
        let name = Array("journal".utf8)
        if try folder.status(named: name) == nil { _ = try SafeFile.create(name, in: folder) }
        let number = open(folder.displayPath + "/journal", O_RDWR | O_APPEND | O_CLOEXEC)
        guard number >= 0 else { throw FileError(.open, path: folder.displayPath + "/journal", code: errno) }
        file = Descriptor(owning: number)
        self.item = item
        let text = try file.readAll(limit: 1 << 24)
        let complete = text.prefix((text.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        try SafeFile.resize(file, to: Int64(complete.count))
        lines = Lock(
            try complete.split(separator: UInt8(ascii: "\n")).map {
                try JSONDecoder().decode(Line.self, from: Data($0))
            })
    }

    package func plan(_ intent: WriteIntent, resuming entry: Int64?) throws -> Int64 {
        let number = entry ?? lines.withLock { Int64($0.count + 1) }
        try append(Line(entry: number, state: "planned", photo: intent.photo.bytes, details: intent.details))
        return number
    }

    package func prepare(_ entry: Int64, _ intent: WriteIntent) throws {
        try append(Line(entry: entry, state: "prepared", photo: intent.photo.bytes, details: intent.details))
    }

    package func finish(_ entry: Int64, _ intent: WriteIntent, _ result: WriteResult) throws {
        try append(Line(entry: entry, state: "done"))
    }

    package func fail(_ entry: Int64, problem: String) throws {
        try append(Line(entry: entry, state: "failed", problem: problem))
    }

    package func openEntries() throws -> [OpenJournalEntry] {
        let last = lines.withLock { lines in Dictionary(lines.map { ($0.entry, $0) }) { $1 } }
        return last.values.sorted { $0.entry < $1.entry }.compactMap { line in
            guard let details = line.details, let photo = RelativePath(bytes: line.photo) else { return nil }
            let intent = WriteIntent(storage: 1, item: item, photo: photo, details: details)
            return OpenJournalEntry(number: line.entry, intent: intent)
        }
    }

    /// The states in the order in which they were written, as `planned`, `prepared`, `done`.
    package var states: [String] { lines.withLock { $0.map(\.state) } }

    /// Why the last failed entry failed.
    package var lastProblem: String? { lines.withLock { $0.last { $0.problem != nil }?.problem } }

    private func append(_ line: Line) throws {
        try SafeFile.write(Array(try JSONEncoder().encode(line)) + [UInt8(ascii: "\n")], to: file)
        try SafeFile.flush(file)
        lines.withLock { $0.append(line) }
    }
}
