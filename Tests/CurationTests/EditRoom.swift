import Composition
import Engine
import FaultSupport
import Foundation
import Media
import MetadataWrite
import Model
import Platform
import SQLite
import StorageAccess
import TestLibrary
import TestSupport
import Testing

@testable import Curation
@testable import Store

/// A library with photos in real folders, and a writer whose readers need no worker.
final class EditRoom {
    private let scratch: ScratchLibrary
    let inspector: any CopyInspector
    var home: TemporaryFolder { scratch.home }
    var store: LibraryStore { scratch.store }
    var time: ManualTime { scratch.time }
    var edits: PhotoEdits { scratch.library.edits }
    var bulk: BulkEdits { scratch.library.curation.bulk }
    var board: OperationBoard { scratch.board }
    var cache: HashCache { scratch.library.cache }

    static let exifTool = ExifTool.find()

    /// - Parameter withTool: whether exiftool writes into photos; else everything goes to sidecars.
    init(withTool: Bool = false, inspector: any CopyInspector = SegmentInspector()) throws {
        self.inspector = TableInspector(inner: inspector)
        scratch = try ScratchLibrary(inspector: self.inspector, exifTool: withTool ? Self.exifTool : nil)
    }

    /// Makes a signed folder and its row.
    @discardableResult
    func addStorage(_ name: String = "photos") throws -> StorageRecord { try scratch.makeStorage(name) }

    func storage(_ uuid: String) throws -> StorageRecord {
        try #require(try store.read { try StorageRecord.find(uuid: uuid, $0) })
    }

    /// Writes a photo and its row; equal numbers are copies of one picture.
    ///
    /// - Returns: the item's id.
    func addPhoto(_ number: Int, _ path: String = "a.jpg", in storage: StorageRecord) throws -> String {
        try home.write("\(storage.name)/\(path)", TinyPhoto.jpeg(number: number))
        let folder = try Folder(path: storage.root)
        let relative = try #require(RelativePath(path))
        let file = try folder.openFile(relative)
        let status = try file.status()
        let opened = OpenFile(descriptor: file, path: relative, modifiedNanoseconds: status.modifiedNanoseconds)
        var facts = try inspector.inspect(opened, for: .record).facts
        facts.mediaType = .photo
        let (store, found) = (
            store,
            FoundItem(path: relative, modifiedNanoseconds: status.modifiedNanoseconds, facts: facts)
        )
        return try store.write { connection in
            try ItemWriter(connection, storage: storage.id, now: 0).write(found)
        }
    }

    func rate(_ stars: Int, _ id: String) throws -> EditResult {
        try edits.apply(MetadataChanges(rating: Rating(stars)), to: id)
    }

    func photo(_ id: String) throws -> PhotoRecord { try #require(try store.read { try PhotoRecord.find(id, $0) }) }

    func history(_ id: String) throws -> [HistoryRecord] {
        let key = try photo(id).key
        return try store.read { try HistoryRecord.all(ofPhoto: key, limit: 100, $0) }
    }

    func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: home.path + "/" + path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The rating that stands in a sidecar or file; nil = there is none.
    func writtenRating(_ path: String) -> String? {
        text(path)?.firstMatch(of: /<xmp:Rating>(-?\d)</).map { String($0.1) }
    }

    func waiting() throws -> [String] {
        try store.read { connection in
            try connection.rows("SELECT state || ' ' || changes FROM metadata_writes ORDER BY media_id") { $0.text(0) }
        }
    }

    /// Leaves nothing legible of what waits.
    func damageWaiting() throws { try store.write { try $0.run("UPDATE metadata_writes SET changes = '{'") } }

    func starQueue() throws -> [String] {
        try store.read { connection in
            try connection.rows("SELECT action FROM star_queue ORDER BY id") { $0.text(0) }
        }
    }
}

/// Readers whose digests fit the table.
struct TableInspector: CopyInspector {
    let inner: any CopyInspector

    func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection {
        var found = try inner.inspect(file, for: digests)
        found.facts.digests.crc32 = "00000000"
        return found
    }

    func decodingProblem(of file: OpenFile) throws -> String? { try inner.decodingProblem(of: file) }
}

/// Readers that never find what was asked for.
struct BlindInspector: CopyInspector {
    func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection {
        var found = try SegmentInspector().inspect(file, for: digests)
        found.facts.rating = nil
        found.tags = [:]
        return found
    }

    func decodingProblem(of file: OpenFile) -> String? { nil }
}
