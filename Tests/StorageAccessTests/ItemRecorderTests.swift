import Media
import Model
import Platform
import SQLite
import StorageAccess
import TestSupport
import Testing

@testable import Store

struct ItemRecorderTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore
    private let storage: Int64

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
        storage = try store.write { connection in
            try StorageRecord(
                uuid: UUIDText.random(), name: "A", root: [47], state: .online, createdAt: "", hasSignature: false
            ).insert(connection)
        }
    }

    private func found(
        _ path: String, picture: String = "p", sha256: String? = nil, size: Int64 = 10,
        _ change: (inout Facts) -> Void = { _ in }
    ) throws -> FoundItem {
        var facts = Facts(
            digests: Digests(md5: "m\(path)", headMD5: "h", sha256: sha256 ?? path, crc32: "00000000", size: size),
            pictureHash: PictureHash(value: picture, scope: .data), mimeType: "image/jpeg")
        facts.mediaType = .photo
        facts.taken = CaptureDate(local: 1_717_245_005, utcOffset: nil, source: .exif)
        change(&facts)
        return FoundItem(path: try #require(RelativePath(path)), modifiedNanoseconds: 5, facts: facts)
    }

    @discardableResult
    private func write(_ items: FoundItem...) throws -> [String] {
        try store.write { [storage] connection in
            let recorder = ItemRecorder(connection, storage: storage, now: 0)
            return try items.map { try recorder.record($0).item }
        }
    }

    private func photo(_ id: String) throws -> PhotoRecord {
        try #require(try store.read { try PhotoRecord.find(id, $0) })
    }

    @Test func `a rating changed by another program is taken over`() throws {
        let id = try write(found("a.jpg", sha256: "1") { $0.rating = Rating(2) })[0]
        try write(found("a.jpg", sha256: "2") { $0.rating = Rating(5) })
        #expect(try photo(id).rating == Rating(5))
    }

    @Test func `a row that was written while the file was read is newer than the reading`() throws {
        let id = try write(found("a.jpg", sha256: "old"))[0]
        let rated = try found("a.jpg", sha256: "rated") { $0.rating = Rating(5) }.facts
        try store.write { try WrittenItem.update(id, facts: rated, modifiedNanoseconds: 6, $0) }
        let late = try found("a.jpg", sha256: "read before the rating")
        let stale = FoundItem(path: late.path, modifiedNanoseconds: 5, facts: late.facts, knownSHA256: "old")
        try write(stale)
        let sha = try store.read { try $0.row("SELECT file_sha256 FROM media_items") { $0.text(0) } }
        #expect(sha == "rated")
    }
}
