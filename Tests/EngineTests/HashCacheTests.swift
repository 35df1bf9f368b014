import Media
import Model
import Platform
import TestSupport
import Testing

@testable import Engine

struct HashCacheTests {
    private let folder: TemporaryFolder
    private let facts: Facts
    private let key: HashCacheKey

    init() throws {
        folder = try TemporaryFolder()
        var facts = Facts(
            digests: Digests(md5: "m", headMD5: "h", sha256: "s", crc32: "c", size: 5),
            pictureHash: PictureHash(value: "p", scope: .data), mimeType: "image/jpeg")
        facts.mediaType = .photo
        facts.people = ["Zoë", "李雷"]
        self.facts = facts
        let path = try #require(RelativePath(bytes: [0x61, 0xff, 0x62]))
        key = HashCacheKey(storage: "uuid", path: path, modifiedNanoseconds: 7, size: 5)
    }

    private func cache() throws -> HashCache { try HashCache(path: folder.path + "/hash-cache.sqlite", memory: 8) }

    @Test func `what was read is known again by time and size`() throws {
        let cache = try cache()
        #expect(try cache.facts(key) == nil)
        cache.store(facts, for: key)
        #expect(try cache.facts(key) == facts)
        let other = HashCacheKey(storage: "uuid", path: key.path, modifiedNanoseconds: 8, size: 5)
        #expect(try cache.facts(other) == nil)
        let figures = try cache.figures()
        #expect(figures.memoryHits == 1)
        #expect(figures.misses == 2)
    }

    @Test func `the table remembers after a restart`() throws {
        let first = try cache()
        first.store(facts, for: key)
        try first.close()
        let second = try cache()
        #expect(try second.facts(key) == facts)
        #expect(try second.figures().tableHits == 1)
    }

    @Test func `a file that is about to be replaced is forgotten, also where it was not written yet`() throws {
        let cache = try cache()
        cache.store(facts, for: key)
        try cache.flush()
        cache.store(facts, for: key)
        try cache.forget(key.path, inStorage: "uuid")
        try cache.flush()
        #expect(try cache.facts(key) == nil)
    }

    @Test func `what was read before a file was replaced is not remembered after it`() throws {
        let cache = try cache()
        let before = cache.moment()
        try cache.forget(key.path, inStorage: "uuid")
        cache.store(facts, for: key, readSince: before)
        #expect(try cache.facts(key) == nil)
        cache.store(facts, for: key, readSince: cache.moment())
        #expect(try cache.facts(key) == facts)
    }

    @Test func `cleaning forgets what is no longer true and nothing else`() throws {
        let cache = try cache()
        cache.store(facts, for: key)
        let gone = HashCacheKey(
            storage: "uuid", path: try #require(RelativePath("gone.jpg")), modifiedNanoseconds: 1, size: 1)
        cache.store(facts, for: gone)
        #expect(try cache.clean { $0.path == key.path } == 1)
        #expect(try cache.facts(key) == facts)
        #expect(try cache.facts(gone) == nil)
    }

    @Test func `the memory forgets what was not asked for longest`() {
        var recent = RecentlyUsed<Int, Int>(capacity: 4)
        for number in 0..<4 { recent[number] = number }
        _ = recent[0]
        recent[4] = 4
        #expect(recent[0] == 0)
        #expect(recent[4] == 4)
        #expect(recent[1] == nil)
        #expect(recent.count <= 4)
    }
}
