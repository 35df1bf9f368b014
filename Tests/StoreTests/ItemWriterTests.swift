import Media
import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Store

struct ItemWriterTests {
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
            let writer = ItemWriter(connection, storage: storage, now: 0)
            return try items.map { try writer.write($0) }
        }
    }

    private func photo(_ id: String) throws -> PhotoRecord {
        try #require(try store.read { try PhotoRecord.find(id, $0) })
    }

    @Test func `items of one second get ascending suffixes and the photo the first one`() throws {
        let ids = try write(found("a.jpg"), found("b.jpg", picture: "q"), found("c.jpg"))
        #expect(ids == ["20240601_123005_000", "20240601_123005_001", "20240601_123005_002"])
        let photo = try photo(ids[2])
        #expect(photo.id == ids[0])
        #expect(photo.copies == 2)
    }

    @Test func `a file without a byte is an item and no photo`() throws {
        let ids = try write(found("a.jpg", size: 0), found("b.jpg", size: 0))
        #expect(Set(ids).count == 2)
        #expect(try store.read { try $0.integer("SELECT count(*) FROM photos") } == 0)
    }

    @Test func `what the first copy does not say a further one may`() throws {
        let id = try write(
            found("a.jpg"),
            found("b.jpg") {
                $0.rating = Rating(4); $0.title = "Beach"
            })[0]
        #expect(try photo(id).rating == Rating(4))
        #expect(try photo(id).title == "Beach")
    }

    @Test func `a missing file hides its photo until it returns`() throws {
        let id = try write(found("a.jpg"))[0]
        let (store, storage) = (store, storage)
        let path = try #require(RelativePath("a.jpg"))
        try store.write {
            _ = try ItemWriter($0, storage: storage, now: 0).markMissing(id, at: path)
        }
        #expect(try photo(id).isVisible == false)
        try store.write {
            try ItemWriter($0, storage: storage, now: 0).markPresent(id)
        }
        #expect(try photo(id).isVisible)
    }

    @Test func `a changed picture becomes another photo and the old one disappears`() throws {
        let id = try write(found("a.jpg", picture: "p"))[0]
        try write(found("a.jpg", picture: "q", sha256: "2"))
        #expect(try photo(id).pictureHash.value == "q")
        let old = try store.read {
            try $0.row("SELECT is_visible, copies FROM photos WHERE picture_hash = 'p'") { ($0.int(0), $0.int(1)) }
        }
        #expect(old?.0 == 0)
        #expect(old?.1 == 0)
    }

    @Test func `words of name camera people and path are found and hostile searches are only words`() throws {
        let id = try write(
            found("Ferien/Été 2019/strand.jpg") {
                $0.cameraModel = "X100V"
                $0.people = ["Zoë"]
                $0.caption = "Am \"Meer\""
            })[0]
        for words in ["ete", "STRAND", "x100", "zoe", "meer am", "ferien strand"] {
            var filter = PhotoFilter()
            filter.text = words
            let found = try store.read { try PhotoQuery(filter, $0).photos(beyond: nil, limit: 9, $0) }
            #expect(found.map(\.id) == [id], "\(words)")
        }
        for words in ["\"", "\u{0D4E}\"", "*", "NEAR(", "a OR b", "path:ferien", "-", "'; DROP TABLE photos; --"] {
            var filter = PhotoFilter()
            filter.text = words
            _ = try store.read { try PhotoQuery(filter, $0).photos(beyond: nil, limit: 9, $0) }
        }
        #expect(try store.read { try $0.integer("SELECT count(*) FROM photos") } == 1)
    }

    @Test func `the words of a new photo are those that its rows would give`() throws {
        let items = [
            try found("Été/strand.jpg", picture: "full") {
                $0.title = "Strand"
                $0.caption = "Am Meer"
                $0.people = ["Zoë", "Ann"]
                $0.keywords = ["Sand", "Wind, Wellen"]
                $0.cameraMake = "Fujifilm"
                $0.cameraModel = "X100V"
            },
            try found("bare.jpg", picture: "bare"), try found("one.jpg", picture: "two copies"),
            try found("two.jpg", picture: "two copies"),
        ]
        let (store, storage) = (store, storage)
        try store.write {
            let writer = ItemWriter($0, storage: storage, now: 0)
            try writer.searchable { for item in items { try writer.write(item) } }
        }
        func rows() throws -> [[String?]] {
            try store.read { connection in
                try connection.rows("SELECT rowid, * FROM photo_search ORDER BY rowid") { row in
                    (0..<9).map { row.optionalText($0) }
                }
            }
        }
        let written = try rows()
        #expect(written.count == 3)
        #expect(written.contains { $0.contains("one.jpg two.jpg") })
        try store.write { connection in
            try PhotoSearch.refresh(connection.rows("SELECT photo_key FROM photos") { $0.int64(0) }, connection)
        }
        #expect(try rows() == written)
    }

    @Test func `removing a storage removes what only it knew`() throws {
        try write(found("a.jpg"), found("b.jpg", picture: "q"))
        let other = try store.write { connection in
            try StorageRecord(
                uuid: UUIDText.random(), name: "B", root: [48], state: .online, createdAt: "", hasSignature: false
            ).insert(connection)
        }
        let shared = try found("z.jpg", picture: "q")
        let (store, storage) = (store, storage)
        try store.write { _ = try ItemWriter($0, storage: other, now: 0).write(shared) }
        try store.write { try StorageRecord.remove(storage, $0) }
        let hashes = try store.read { try $0.rows("SELECT picture_hash FROM photos") { $0.text(0) } }
        #expect(hashes == ["q"])
        #expect(try store.read { try LibraryCheck.problems($0) } == [])
    }
}
