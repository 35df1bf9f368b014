import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// Verbs while a server has the library open: reading ones work all the same, writing ones hand the job over.
struct HandoverTests {
    @Test func `reading verbs work beside a server`() throws {
        let home = try Household()
        try home.add(try home.photos(3))
        let server = try RunningServer(home)
        for words in [["storage", "list"], ["operation", "list"], ["doctor"]] {
            let end = try home.run(["--json"] + words)
            #expect(end.code == 0, "\(words): \(end)")
            #expect(!end.lines.isEmpty)
        }
        #expect(server.isAlive)
    }

    @Test func `writing verbs hand the job to the server and follow it`() throws {
        let home = try Household()
        let photos = try home.photos(6)
        let server = try RunningServer(home)
        let added = try home.run("--json", "storage", "add", photos, "--name", "Handed over")
        #expect(added.code == 0, "\(added)")
        let storage = try added.object()
        expectNames(StorageVerbTests.names + " operation_id", in: storage)
        #expect(storage["photo_count"].int == 6)
        let uuid = try #require(storage["uuid"].text)
        let changed = try home.run("--json", "storage", "set", uuid, "--notes", "by the server")
        #expect(try changed.object()["notes"].text == "by the server", "\(changed)")
        let photo = photos + "/0/photo-0.jpg"
        let rated = try home.run("--json", "rate", photo, "--rating", "4")
        #expect(rated.code == 0, "\(rated)")
        expectNames("id rating written pending failed", in: try rated.object())
        #expect(try rated.object()["rating"].int == 4)
        let reindexed = try home.run("--json", "storage", "reindex", uuid)
        #expect(reindexed.code == 0, "\(reindexed)")
        #expect(try reindexed.object()["added"].int == 0)
        let refused = try home.run("--json", "storage", "add", home.path + "/nowhere")
        #expect(refused.code == 2, "\(refused)")
        expectSentence(refused)
        let removed = try home.run("--json", "storage", "remove", uuid)
        #expect(removed.code == 0, "\(removed)")
        #expect(try server.browser().get("/api/storages").json()["items"].list.isEmpty)
    }

    @Test func `a library that is busy without a server is refused`() throws {
        let home = try Household()
        try home.add(try home.photos(1))
        // The address of a server that was killed stands there still.
        let server = try RunningServer(home)
        server.process.kill()
        _ = server.process.wait()
        let file = open(home.library + "/photostead.lock", O_RDWR | O_CLOEXEC)
        defer { close(file) }
        try #require(flock(file, LOCK_EX | LOCK_NB) == 0)
        let holder = Array("\(getpid())\n".utf8)
        try #require(pwrite(file, holder, holder.count, 0) == holder.count && ftruncate(file, off_t(holder.count)) == 0)
        let end = try home.run("--json", "rate", home.path + "/photos/0/photo-0.jpg", "--favorite")
        #expect(end.code == 2, "\(end)")
        expectSentence(end)
        #expect(end.error.contains("the library is already open"), "\(end)")
        #expect(try home.run("storage", "list").code == 0)
    }
}
