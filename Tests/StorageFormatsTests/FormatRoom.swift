import Foundation
import Media
import Model
import Platform
import StorageAccess
import StorageFormats
import Store
import TestSupport
import Testing

/// A library with one storage that has rows but no files: what the formats tell is what the rows say.
final class FormatRoom {
    let home: TemporaryFolder
    let store: LibraryStore
    let root: Folder
    let files: StorageIndexFiles
    let id: Int64
    let uuid = "550e8400-e29b-41d4-a716-446655440000"

    init() throws {
        home = try TemporaryFolder()
        store = try LibraryStore(path: home.path + "/library.sqlite")
        root = try Folder(path: home.makeFolder("photos"))
        files = StorageIndexFiles(store: store, locks: StorageLocks())
        let signature = StorageSignature(storageUUID: uuid, displayName: "Italia", createdAt: "2024-06-15T10:30:00Z")
        try home.write("photos/" + StorageSignature.fileName, signature.bytes)
        let record = StorageRecord(
            uuid: uuid, name: "Italia", root: Array(root.displayPath.utf8), state: .online,
            createdAt: "2024-06-15T10:30:00Z", hasSignature: true)
        id = try store.write { connection in
            let id = try record.insert(connection)
            try StorageRecord.refreshCounts(id, indexedAt: "2024-10-19T20:30:45Z", connection)
            return id
        }
    }

    /// Adds items, or brings them up to date: path and picture; a file without a picture is empty.
    func add(_ items: [(path: [UInt8], picture: String?)], size: Int64 = 9) throws {
        let (store, id) = (store, id)
        try store.write { connection in
            let writer = ItemWriter(connection, storage: id, now: 1_729_369_845)
            for item in items {
                var facts = Facts(
                    digests: Digests(
                        md5: "m", headMD5: "h", sha256: "sha-\(item.picture ?? "none")", crc32: "00000000",
                        size: item.picture == nil ? 0 : size),
                    pictureHash: PictureHash(value: item.picture ?? "none", scope: .data), mimeType: "image/jpeg")
                facts.mediaType = item.picture == nil ? nil : .photo
                guard let path = RelativePath(bytes: item.path) else { throw CocoaError(.featureUnsupported) }
                try writer.write(FoundItem(path: path, modifiedNanoseconds: 1_705_314_600_123_456_789, facts: facts))
            }
            try StorageRecord.refreshCounts(id, connection)
        }
    }

    func add(_ items: [(String, String?)]) throws { try add(items.map { (Array($0.0.utf8), $0.1) }) }

    var storage: StorageRecord {
        get throws { try #require(try store.read { try StorageRecord.find(id: id, $0) }) }
    }

    var state: MasterIndexState {
        get throws { try #require(try store.read { try MasterIndexState.read(id, $0) }) }
    }

    @discardableResult
    func write() throws -> Bool { try files.write(try storage) }

    func content(_ name: String) -> String? {
        FileManager.default.contents(atPath: home.path + "/photos/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The index as another program reads it.
    func object() throws -> [String: Any] {
        let text = try #require(content(StorageFiles.masterIndex))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The index as we read it: `hash path` in the order of the file.
    func read() throws -> (index: MasterIndex, content: [String])? {
        try MasterIndex.read(in: root, into: []) { $0.append("\($1.hothash) \($1.path.display)") }
    }

    func refusal() throws -> String? {
        do {
            _ = try read()
            return nil
        } catch let error as FormatError { return error.reason }
    }
}
