import Foundation
import Media
import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Renditions
@testable import StorageAccess

/// Answers with what the test has laid ready for each path, one answer an attempt.
private final class ScriptedMaker: RenditionMaking {
    let answers = Lock<[String: [Result<RenditionSet, FileProblem>]]>([:])
    let asked = Lock<[String]>([])

    func renditions(
        of files: [OpenFile], sizes: RenditionSizes, urgency: Urgency
    ) throws -> [Result<RenditionSet, FileProblem>] {
        files.map { file in
            let path = file.path.display
            asked.withLock { $0.append(path) }
            let answer = answers.withLock { answers -> Result<RenditionSet, FileProblem>? in
                guard let first = answers[path]?.first else { return nil }
                answers[path]?.removeFirst()
                return first
            }
            return answer ?? .failure(FileProblem(path, "nothing was laid ready"))
        }
    }

    static var picture: Result<RenditionSet, FileProblem> {
        var made = RenditionSet(dominantColor: "#102030", perceptualHash: 7)
        let picture = RenditionSet.Picture(jpeg: [0xFF, 0xD8, 1], width: 1, height: 1)
        (made.thumbnail, made.grid) = (picture, picture)
        return .success(made)
    }
}

/// Which pictures a photo gets when its files or their readers fail.
struct RenditionCacheTests {
    private let home: TemporaryFolder
    private let store: LibraryStore
    private let maker = ScriptedMaker()
    private let cache: RenditionCache
    private let storage: Int64

    init() throws {
        home = try TemporaryFolder()
        let root = try home.makeFolder("photos")
        let uuid = UUIDText.random()
        try home.write(
            "photos/" + StorageSignature.fileName,
            StorageSignature(storageUUID: uuid, displayName: "photos", createdAt: "").bytes)
        store = try LibraryStore(path: home.path + "/library.sqlite")
        let record = StorageRecord(
            uuid: uuid, name: "photos", root: Array(root.utf8), state: .online, createdAt: "", hasSignature: true)
        storage = try store.write { try record.insert($0) }
        cache = try RenditionCache(path: home.path + "/cache", store: store, maker: maker, time: ManualTime())
    }

    /// - Returns: the photo's id.
    private func add(_ path: String, picture: String = "p") throws -> String {
        try home.write("photos/" + path, Array(path.utf8))
        let md5 = String(repeating: "a", count: 31) + String(path.count)
        var facts = Facts(
            digests: Digests(md5: md5, headMD5: "h", sha256: path, crc32: "00000000", size: 9),
            pictureHash: PictureHash(value: picture, scope: .data), mimeType: "image/jpeg")
        facts.mediaType = .photo
        let item = FoundItem(path: try #require(RelativePath(path)), modifiedNanoseconds: 5, facts: facts)
        let (store, storage) = (store, storage)
        return try store.write { connection in
            try ItemWriter(connection, storage: storage, now: 0).write(item)
        }
    }

    private func photo(_ id: String) throws -> PhotoRecord {
        try #require(try store.read { try PhotoRecord.find(id, $0) })
    }

    private func prepare(_ path: String, _ answers: Result<RenditionSet, FileProblem>...) {
        maker.answers.withLock { $0[path] = answers }
    }

    @Test func `a decoder that was killed leaves the photo for the next attempt`() throws {
        let id = try add("a.jpg")
        prepare("a.jpg", .failure(FileProblem("a.jpg", "killed", isRetryable: true)), ScriptedMaker.picture)
        #expect(throws: FileProblem.self) { _ = try cache.picture(id, .grid) }
        #expect(try photo(id).rendition.state == .absent)
        #expect(try cache.picture(id, .grid).length == 3)
        #expect(try photo(id).rendition.state == .made)
    }

    @Test func `a damaged file has no picture and is not tried again`() throws {
        let id = try add("a.jpg")
        prepare("a.jpg", .failure(FileProblem("a.jpg", "it is damaged")))
        for _ in 0..<2 {
            #expect(throws: RenditionError.self) { _ = try cache.picture(id, .grid) }
        }
        #expect(try photo(id).rendition.problem == "it is damaged")
        #expect(maker.asked.withLock { $0 } == ["a.jpg"])
    }

    @Test func `where one copy cannot be read another gives the picture`() throws {
        let id = try add("a.jpg")
        _ = try add("bb.jpg")
        _ = try add("other.jpg", picture: "q")
        prepare("a.jpg", .failure(FileProblem("a.jpg", "a bad place on the drive", isRetryable: true)))
        prepare("bb.jpg", ScriptedMaker.picture)
        prepare("other.jpg", ScriptedMaker.picture)
        let photos = try store.read { try PhotoRecord.withoutRendition(before: nil, key: nil, limit: 9, $0) }
        let made = try cache.make(photos, .stored, .batch)
        #expect(made.count == 2)
        #expect(try made.allSatisfy { try $0.get().md5 != nil })
        #expect(maker.asked.withLock { Set($0) } == ["a.jpg", "bb.jpg", "other.jpg"])
        #expect(try photo(id).copies == 2)
    }

    @Test func `a large picture that fails leaves the small ones`() throws {
        let id = try add("a.jpg")
        prepare("a.jpg", ScriptedMaker.picture, .failure(FileProblem("a.jpg", "too large")))
        _ = try cache.picture(id, .grid)
        #expect(throws: RenditionError.self) { _ = try cache.picture(id, .preview) }
        #expect(try cache.picture(id, .grid).length == 3)
    }

    @Test func `a photo whose storage is away can be tried later`() throws {
        let id = try add("a.jpg")
        try FileManager.default.removeItem(atPath: home.path + "/photos/" + StorageSignature.fileName)
        let error = #expect(throws: StorageOffline.self) { _ = try cache.picture(id, .grid) }
        #expect(error?.isRetryable == true)
        #expect(try photo(id).rendition.state == .absent)
    }
}
