import Composition
import Foundation
import Media
import Model
import Platform
import Store
import TestLibrary
import TestSupport
import Testing

@testable import Browsing
@testable import StorageAccess

/// Which copies a hash finds, and in which order.
struct CopyLookupTests {
    private static let picture = String(repeating: "1", count: 64)
    private let scratch: ScratchLibrary
    private var home: TemporaryFolder { scratch.home }
    private var store: LibraryStore { scratch.store }
    private var time: ManualTime { scratch.time }
    private var lookup: CopyLookup { scratch.library.reading.copies }

    init() throws { scratch = try ScratchLibrary() }

    private func addStorage(_ name: String) throws -> Int64 {
        let root = try home.makeFolder(name)
        let uuid = UUIDText.random()
        try home.write(
            name + "/" + StorageSignature.fileName,
            StorageSignature(storageUUID: uuid, displayName: name, createdAt: "").bytes)
        var record = StorageRecord(
            uuid: uuid, name: name, root: Array(root.utf8), state: .online, createdAt: "", hasSignature: true)
        record.lastSeen = "2024-05-01T09:00:00Z"
        let row = record
        return try store.write { try row.insert($0) }
    }

    private func add(_ path: String, to storage: Int64, in folder: String, sha256: Character) throws {
        try home.write(folder + "/" + path, Array(path.utf8))
        var facts = Facts(
            digests: Digests(
                md5: String(repeating: sha256, count: 32), headMD5: "h", sha256: String(repeating: sha256, count: 64),
                crc32: "00000000", size: 9), pictureHash: PictureHash(value: Self.picture, scope: .data),
            mimeType: "image/jpeg")
        facts.mediaType = .photo
        let item = FoundItem(path: try #require(RelativePath(path)), modifiedNanoseconds: 5, facts: facts)
        let store = store
        _ = try store.write { connection in
            try ItemWriter(connection, storage: storage, now: 0).write(item)
        }
    }

    @Test func `every copy is named, those that can be opened first`() throws {
        let (away, here) = (try addStorage("away"), try addStorage("here"))
        try add("a.jpg", to: away, in: "away", sha256: "a")
        try add("b.jpg", to: here, in: "here", sha256: "b")
        try add("gone.jpg", to: here, in: "here", sha256: "c")
        try FileManager.default.removeItem(atPath: home.path + "/here/gone.jpg")
        try FileManager.default.removeItem(atPath: home.path + "/away/" + StorageSignature.fileName)
        let copies = try lookup.find(Self.picture.uppercased())
        #expect(copies.map(\.relative_path) == ["b.jpg", "a.jpg", "gone.jpg"])
        #expect(copies.map(\.state) == [.online, .offline, .missing])
        #expect(copies[0].path == home.path + "/here/b.jpg")
        #expect(copies[1].last_seen == "2024-05-01T09:00:00Z")
        #expect(Set(copies.map(\.matched)) == ["picture_hash"])
    }

    @Test func `the hashes of a file find it alone`() throws {
        let here = try addStorage("here")
        try add("a.jpg", to: here, in: "here", sha256: "a")
        try add("b.jpg", to: here, in: "here", sha256: "b")
        let found = try lookup.find(String(repeating: "b", count: 64))
        #expect(found.map(\.relative_path) == ["b.jpg"])
        #expect(found[0].matched == "sha256")
        #expect(try lookup.find(String(repeating: "a", count: 32)).map(\.matched) == ["md5"])
    }

    @Test func `the copy that was found last comes first as long as it is there`() throws {
        let (one, two) = (try addStorage("one"), try addStorage("two"))
        try add("a.jpg", to: one, in: "one", sha256: "a")
        try add("b.jpg", to: two, in: "two", sha256: "b")
        let (here, hidden) = (home.path + "/one/a.jpg", home.path + "/one/hidden")
        try FileManager.default.moveItem(atPath: here, toPath: hidden)
        #expect(try lookup.find(Self.picture).first?.relative_path == "b.jpg")
        try FileManager.default.moveItem(atPath: hidden, toPath: here)
        #expect(try lookup.find(Self.picture).first?.relative_path == "b.jpg")
        try FileManager.default.removeItem(atPath: home.path + "/two/b.jpg")
        #expect(try lookup.find(Self.picture).first?.relative_path == "a.jpg")
    }

    @Test(arguments: ["", "abc", String(repeating: "g", count: 64), String(repeating: "1", count: 63)])
    func `what is no hash is refused`(text: String) {
        let error = #expect(throws: LookupError.self) { _ = try lookup.find(text) }
        #expect(error?.isNotFound == false)
    }

    @Test func `an unknown hash is not found`() {
        let error = #expect(throws: LookupError.self) { _ = try lookup.find(String(repeating: "9", count: 64)) }
        #expect(error?.isNotFound == true)
    }
}
