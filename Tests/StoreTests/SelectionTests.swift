import Media
import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Store

struct SelectionTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
    }

    /// Photos taken one minute apart, every third one with stars.
    private func fill(_ numbers: Range<Int>) throws {
        try store.write { writing in
            let storage = try StorageRecord(
                uuid: UUIDText.random(), name: "A", root: [47], state: .online, createdAt: "", hasSignature: false
            ).insert(writing)
            let writer = ItemWriter(writing, storage: storage, now: 0)
            for number in numbers {
                var facts = Facts(
                    digests: Digests(md5: "m", headMD5: "h", sha256: "\(number)", crc32: "00000000", size: 9),
                    pictureHash: PictureHash(value: "\(number)", scope: .data), mimeType: "image/jpeg")
                facts.rating = number % 3 == 0 ? Rating(5) : nil
                facts.taken = CaptureDate(local: 1_577_836_800 + Int64(number) * 60, utcOffset: nil, source: .exif)
                if let path = RelativePath("f/\(number).jpg") {
                    try writer.write(FoundItem(path: path, modifiedNanoseconds: 0, facts: facts))
                }
            }
        }
    }

    private func freeze(_ selection: PhotoSelection, at now: String = "2024-01-01T00:00:00Z") throws -> FrozenSelection
    {
        try store.write { try FrozenSelection(selection, at: now, $0) }
    }

    private func photos(_ selection: FrozenSelection, from position: Int = 0, limit: Int = 10_000) throws -> [String] {
        try store.read { try selection.photos(from: position, limit: limit, $0) }
    }

    @Test func `ids keep their order and are read from any position on`() throws {
        let frozen = try freeze(.ids(["c", "a", "b", "a"]))
        #expect(frozen.count == 4)
        #expect(try photos(frozen) == ["c", "a", "b", "a"])
        #expect(try photos(frozen, from: 1, limit: 2) == ["a", "b"])
        #expect(try photos(frozen, from: 4).isEmpty)
        #expect(try store.read { try FrozenSelection.find(frozen.id, $0) } == frozen)
    }

    @Test func `a filter is what it showed at the click`() throws {
        try fill(0..<2600)
        var filter = PhotoFilter()
        filter.favoritesOnly = true
        let shown = try store.read { try PhotoQuery(filter, $0).photos(beyond: nil, limit: 5000, $0) }.map(\.id)
        #expect(shown.count == 867)
        let (some, all) = (try freeze(.filter(filter)), try freeze(.filter(PhotoFilter())))
        #expect(some.count == 867)
        #expect(all.count == 2600)
        #expect(try photos(some) == shown)
        try store.write { writing in
            for id in shown.prefix(3) {
                guard let photo = try PhotoRecord.find(id, writing) else { continue }
                try writing.run("UPDATE photos SET rating = 1 WHERE photo_key = ?", [.integer(photo.key)])
            }
        }
        #expect(try photos(some) == shown)
    }

    /// Which of three operations' selections are known after each time.
    @Test func `a selection lives as long as its operation may go on or be started over`() throws {
        var kept: [FrozenSelection] = []
        for (number, status) in [OperationStatus.complete, .cancelled, .failed, .paused].enumerated() {
            var record = OperationRecord(
                id: "\(number)", kind: .bulkMetadata, title: "", storage: nil, parameters: "{}", startedAt: "2024-01-01"
            )
            record.status = status
            record.finishedAt = "2024-02-01T00:00:00Z"
            let frozen = try freeze(.ids(["a"]))
            let row = record
            try store.write { writing in
                try row.insert(writing)
                try row.update(writing)
                try frozen.assign(to: row.id, writing)
            }
            kept.append(frozen)
        }
        kept.append(try freeze(.ids(["b"])))
        func known(_ time: String) throws -> [Bool] {
            try store.write { try FrozenSelection.forget(before: time, $0) }
            return try store.read { reading in
                try kept.map { try FrozenSelection.find($0.id, reading) != nil }
            }
        }
        #expect(try known("2023-12-31T00:00:00Z") == [true, true, true, true, true])
        #expect(try known("2024-01-15T00:00:00Z") == [true, true, true, true, false])
        #expect(try known("2024-03-01T00:00:00Z") == [false, false, true, true, false])
        try store.write { try $0.run("DELETE FROM operation_state") }
        #expect(try known("2023-12-31T00:00:00Z") == [false, false, false, false, false])
        #expect(try store.read { try $0.integer("SELECT count(*) FROM selected_photos") } == 0)
    }
}
