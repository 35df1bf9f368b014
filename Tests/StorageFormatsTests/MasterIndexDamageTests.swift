import Foundation
import Model
import Platform
import StorageAccess
import TestSupport
import Testing

/// What others may have done to the index: a clear error, and the file is left alone.
struct MasterIndexDamageTests {
    private let room: FormatRoom
    private let good: String

    init() throws {
        room = try FormatRoom()
        try room.add([("a.jpg", "abc"), ("b/c.jpg", "abc"), ("d.jpg", "def")])
        try room.write()
        good = try #require(room.content(StorageFiles.masterIndex))
    }

    private func refusal(_ text: String) throws -> String? {
        try room.home.write("photos/" + StorageFiles.masterIndex, text)
        defer { #expect(room.content(StorageFiles.masterIndex) == text) }
        return try room.refusal()
    }

    private func refusal(_ old: String, _ new: String) throws -> String? {
        try #require(good.contains(old))
        return try refusal(good.replacingOccurrences(of: old, with: new))
    }

    @Test func `wrong versions, missing fields and wrong types are named`() throws {
        #expect(try refusal("\"1.0\"", "\"2.0\"")?.contains("version is 2.0") ?? false)
        #expect(try refusal("\"index_version\"", "\"x\"")?.contains("version is missing") ?? false)
        #expect(try refusal("\"1.0\"", "1.0")?.contains("a string is expected") ?? false)
        #expect(try refusal("\"storage_uuid\"", "\"x\"")?.contains("storage_uuid") ?? false)
        #expect(try refusal(room.uuid, "../../etc")?.contains("storage_uuid") ?? false)
        #expect(try refusal("\"files\"", "\"x\"")?.contains("no files") ?? false)
        #expect(try refusal("\"total_files\": 3", "\"total_files\": \"3\"")?.contains("number") ?? false)
        #expect(try refusal("\"relative_path\": \"d.jpg\", ", "")?.contains("relative_path") ?? false)
        #expect(try refusal("\"d.jpg\"", "\"../d.jpg\"")?.contains("leads out") ?? false)
        #expect(try refusal("\"d.jpg\"", "\"/d.jpg\"")?.contains("leads out") ?? false)
        #expect(try refusal("\"d.jpg\"", "7")?.contains("string") ?? false)
        #expect(try refusal("\"file_size\": 9", "\"file_size\": -9")?.contains("below 0") ?? false)
        #expect(try refusal("\"file_size\": 9", "\"file_size\": 9e99")?.contains("whole number") ?? false)
        #expect(try refusal("\"hothash\": \"def\"", "\"hothash\": \"abc\"")?.contains("differ") ?? false)
        #expect(try refusal("\"def\"", "\"abc\"")?.contains("twice") ?? false)
        #expect(try refusal("\"file_size\": 9", "\"file_size\": 9, \"file_size\": 9")?.contains("twice") ?? false)
        for text in ["", "null", "[]", "1", "\u{0}", "<xml/>"] { #expect(try refusal(text) != nil, "\(text)") }
    }

    @Test func `a byte order mark and fields of other programs do no harm`() throws {
        #expect(try refusal("\u{feff}" + good) == nil)
        #expect(try refusal("\"files\"", "\"other\": {\"a\": [1, {}]}, \"files\"") == nil)
        #expect(try refusal("\"hothash\": \"def\"", "\"hothash\": \"def\", \"sha1\": null") == nil)
    }

    @Test func `every truncated index is refused`() throws {
        let bytes = Array(good.utf8)
        for count in 0..<bytes.count - 1 {
            try room.home.write("photos/" + StorageFiles.masterIndex, Array(bytes[..<count]))
            if try room.refusal() == nil { Issue.record("cut after \(count) bytes") }
        }
    }

    @Test func `two hundred megabytes of anything are refused without being taken into memory`() throws {
        for filler in [" ", "[", "x", "\"files\": {"] {
            let path = try room.home.write("photos/" + StorageFiles.masterIndex, "{" + filler)
            try #require(truncate(path, 200 << 20) == 0)
            #expect(try room.refusal() != nil)
        }
        let path = room.home.path + "/photos/" + StorageFiles.masterIndex
        try #require(truncate(path, 1 << 40) == 0)
        #expect(try room.refusal()?.contains("too large") ?? false)
    }

    @Test func `a damaged index gives way to the one before it, and that to none`() throws {
        try room.add([("e.jpg", "ghi")])
        try room.write()
        #expect(try room.read()?.content.count == 4)
        try room.home.write("photos/" + StorageFiles.masterIndex, "{")
        #expect(try room.read()?.content.count == 3)
        try room.home.write("photos/" + StorageFiles.previousMasterIndex, "}")
        #expect(try room.refusal()?.contains("too early") ?? false)
        unlink(room.home.path + "/photos/" + StorageFiles.previousMasterIndex)
        #expect(try room.refusal()?.contains("too early") ?? false)
    }

    @Test func `chance crashes nothing`() throws {
        var mutation = Mutation(seed: LongRun.seed)
        for _ in 0..<LongRun.count(500, long: 20_000) {
            let bytes = mutation.mutate(Array(good.utf8), with: Array(good.utf8.reversed()))
            try room.home.write("photos/" + StorageFiles.masterIndex, bytes)
            _ = try room.refusal()
            #expect(FileManager.default.contents(atPath: room.home.path + "/photos/imalink-master.json") == Data(bytes))
        }
    }
}
