import Media
import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Store

struct QueryTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
    }

    /// The plan of the statements that are run.
    private func plan(_ body: (Reading) throws -> Void) throws -> String {
        try store.read { reading in try reading.connection.plans { try body(reading) } }.joined(separator: "; ")
    }

    /// Photos taken one minute apart, every tenth a video, every third rated.
    private func fill(_ count: Int) throws {
        let store = store
        try store.write { connection in
            let storage = try StorageRecord(
                uuid: UUIDText.random(), name: "A", root: [47], state: .online, createdAt: "", hasSignature: false
            ).insert(connection)
            let writer = ItemWriter(connection, storage: storage, now: 0)
            for number in 0..<count {
                var facts = Facts(
                    digests: Digests(md5: "m", headMD5: "h", sha256: "\(number)", crc32: "00000000", size: 9),
                    pictureHash: PictureHash(value: "\(number)", scope: .data), mimeType: "image/jpeg")
                facts.mediaType = number % 10 == 0 ? .video : .photo
                facts.rating = number % 3 == 0 ? Rating(number % 6) : nil
                facts.taken = CaptureDate(local: 1_577_836_800 + Int64(number) * 60, utcOffset: nil, source: .exif)
                if let path = RelativePath("f/\(number).jpg") {
                    try writer.write(FoundItem(path: path, modifiedNanoseconds: 0, facts: facts))
                }
            }
        }
    }

    @Test func `pages by keyset show every photo once and newest first`() throws {
        try fill(257)
        var seen: [String] = []
        var cursor: PhotoCursor?
        while true {
            let page = try store.read { try PhotoQuery(PhotoFilter(), $0).photos(beyond: cursor, limit: 50, $0) }
            guard let last = page.last else { break }
            seen += page.map(\.id)
            cursor = PhotoCursor(takenLocal: last.taken.local, photoID: last.id)
        }
        #expect(seen.count == 257)
        #expect(seen == seen.sorted(by: >))
    }

    @Test func `neighbours on both sides belong to the filter`() throws {
        try fill(60)
        var filter = PhotoFilter()
        filter.mediaType = .video
        let all = try store.read { try PhotoQuery(filter, $0).photos(beyond: nil, limit: 99, $0) }
        let cursor = PhotoCursor(takenLocal: all[2].taken.local, photoID: all[2].id)
        let newer = try store.read { try PhotoQuery(filter, $0).photos(beyond: cursor, .newer, limit: 1, $0) }
        let older = try store.read { try PhotoQuery(filter, $0).photos(beyond: cursor, limit: 1, $0) }
        #expect(newer.map(\.id) == [all[1].id])
        #expect(older.map(\.id) == [all[3].id])
    }

    @Test func `a cursor survives its way through an address and nothing else is one`() {
        let cursor = PhotoCursor(takenLocal: -5, photoID: "19691231_235955_000")
        #expect(PhotoCursor(cursor.text) == cursor)
        for text in ["", "x", "5", "5.x", "5.19691231_235955_000'", "a.19691231_235955_000"] {
            #expect(PhotoCursor(text) == nil)
        }
    }

    @Test func `the timeline counts years newest first`() throws {
        try fill(10)
        #expect(try store.read { try Timeline.read($0) }.years == [Timeline.Year(year: 2020, count: 10)])
    }

    @Test func `years that lie far apart are all counted`() throws {
        try fill(3)
        try store.write { connection in
            try connection.run("UPDATE photos SET taken_local = -11644473600 WHERE photo_key = 1")
            try connection.run("UPDATE photos SET taken_local = 32503680000 WHERE photo_key = 2")
        }
        let timeline = try store.read { try Timeline.read($0) }
        #expect(timeline.years.map(\.year) == [3000, 2020, 1601])
        #expect(timeline.total == 3)
    }

    @Test(arguments: ["library", "favorites", "video", "year", "label", "storage"])
    func `hot queries use an index and never sort`(name: String) throws {
        var filter = PhotoFilter()
        switch name {
        case "favorites": filter.favoritesOnly = true
        case "video": filter.mediaType = .video
        case "year": filter.year = 2020
        case "label": filter.label = "Red"
        case "storage": filter.storage = 1
        default: break
        }
        let cursor = PhotoCursor(takenLocal: 0, photoID: "x")
        let plan = try plan { _ = try PhotoQuery(filter).photos(beyond: cursor, limit: 200, $0) }
        #expect(plan.contains("USING INDEX photos_"), "\(plan)")
        #expect(!plan.contains("SCAN p;") && !plan.contains("TEMP B-TREE"), "\(plan)")
    }

    @Test func `the photos of a small import are looked up, those of a large one met along the timeline`() throws {
        var filter = PhotoFilter()
        filter.importSession = 1
        let cursor = PhotoCursor(takenLocal: 0, photoID: "x")
        func plan(isBroad: Bool) throws -> String {
            let query = PhotoQuery(filter, PhotoQuery.Breadth(isBroadImport: isBroad))
            return try self.plan { _ = try query.photos(beyond: cursor, limit: 200, $0) }
        }
        let narrow = try plan(isBroad: false)
        #expect(
            narrow.contains("SEARCH p USING INTEGER PRIMARY KEY") && narrow.contains("INDEX media_items_session"),
            "\(narrow)")
        #expect(!narrow.contains("SCAN"), "\(narrow)")
        let broad = try plan(isBroad: true)
        #expect(broad.contains("USING INDEX photos_timeline") && !broad.contains("TEMP B-TREE"), "\(broad)")
    }

    @Test(arguments: [LedgerRow.Choice.all, .fate(.failed), .waiting])
    func `the ledger of an import is read by index in path order`(choice: LedgerRow.Choice) throws {
        let plan = try plan { _ = try LedgerRow.page(session: 1, choice, after: [1], limit: 200, $0) }
        #expect(
            plan.contains(choice == .all ? "SEARCH f USING INDEX sqlite_autoindex" : "INDEX import_files_fate"),
            "\(plan)")
        #expect(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "\(plan)")
    }

    @Test func `the questions of an import are read by index in the order of its ledger`() throws {
        let plan = try plan { _ = try LedgerRow.questions(session: 1, after: (unit: 3, id: 4), limit: 24, $0) }
        #expect(plan.contains("INDEX import_files_open") && !plan.contains("TEMP B-TREE"), "\(plan)")
    }

    @Test func `a search that many photos answer walks the timeline and finds the same ones`() throws {
        try fill(1200)
        var filter = PhotoFilter()
        filter.text = "jpg"
        let found = try store.read { try PhotoQuery(filter, $0).photos(beyond: nil, limit: 50, $0) }
        let all = try store.read { try PhotoQuery(PhotoFilter(), $0).photos(beyond: nil, limit: 50, $0) }
        #expect(found.map(\.id) == all.map(\.id))
        let query = PhotoQuery(filter, PhotoQuery.Breadth(isBroadText: true))
        let plan = try plan { _ = try query.photos(beyond: nil, limit: 50, $0) }
        #expect(plan.contains("USING INDEX photos_timeline") && !plan.contains("TEMP B-TREE"), "\(plan)")
    }

    @Test func `photos are counted unless that takes longer than showing them`() throws {
        try fill(1200)
        func total(_ change: (inout PhotoFilter) -> Void) throws -> Int? {
            var filter = PhotoFilter()
            change(&filter)
            return try store.read { [filter] in try PhotoQuery(filter, $0).total($0) }
        }
        #expect(try total { $0.storage = 1 } == 1200)
        #expect(try total { $0.mediaType = .video } == 120)
        #expect(try total { $0.text = "1199" } == 1)
        #expect(try total { $0.text = "jpg" } == nil)
    }

    @Test(arguments: [32, 64]) func `a look-up by hash walks no table`(digits: Int) throws {
        let hash = try #require(ContentHash(String(repeating: "1", count: digits)))
        let plan = try plan { _ = try ItemDetails.all(withHash: hash, limit: 5, $0) }
        #expect(plan.contains("SEARCH") && !plan.contains("SCAN"), "\(plan)")
    }

    @Test func `the walk of a storage reads its rows by index`() throws {
        let plan = try plan { _ = try KnownItem.page(storage: 1, after: [], limit: 10, $0) }
        #expect(plan.hasPrefix("SEARCH media_items USING INDEX") && !plan.contains(";"), "\(plan)")
    }

    @Test func `the master index meets the files of a storage in the order of their paths without sorting`() throws {
        try fill(3)
        let plan = try plan { try IndexedFile.forEachPicture(inStorage: 1, $0) { _ in } }
        #expect(plan.contains("(storage_id=? AND path>?)"), "\(plan)")
        #expect(!plan.contains("ORDER BY"), "\(plan)")
    }

    @Test func `the timeline of a small library is never old`() throws {
        let timeline = TimelineCache(store: store, time: ManualTime())
        #expect(try timeline.current().total == 0)
        try fill(3)
        #expect(try timeline.current().total == 3)
    }

    @Test func `a timeline that took long to count is shown for twenty times as long`() throws {
        let time = SlowTime()
        let timeline = TimelineCache(store: store, time: time)
        #expect(try timeline.current().total == 0)
        try fill(3)
        #expect(try timeline.current().total == 0)
        time.clock.advance(20)
        #expect(try timeline.current().total == 3)
    }
}

/// A clock on which every look costs a second.
private final class SlowTime: TimeSource {
    let clock = ManualTime()

    var now: Double { clock.now }
    var monotonic: Double {
        clock.advance(1)
        return clock.monotonic
    }
}
