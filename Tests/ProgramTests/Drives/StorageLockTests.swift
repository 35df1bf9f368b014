import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A storage that another machine works on is left alone, and who does is told.
struct StorageLockTests {
    private let home: Household
    private let photos: String
    private let uuid: String

    init() throws {
        home = try Household()
        photos = try home.photos(2)
        uuid = try #require(try home.add(photos)["uuid"].text)
    }

    private var path: String { photos + "/" + StorageLock.fileName }

    /// A lock of a program on another machine, heard of so many seconds ago.
    private func leaveLock(secondsOld: Int = 0) throws {
        var process = ProcessIdentity.current()
        process.machineID = "another"
        let holder = StorageLock.Holder(
            process: process, randomID: "r", operation: "import", refreshed: "2024-01-01T00:00:00Z")
        try JSONEncoder().encode(holder).write(to: URL(fileURLWithPath: path))
        let time = timespec(tv_sec: Int(Date().timeIntervalSince1970) - secondsOld, tv_nsec: 0)
        utimensat(AT_FDCWD, path, [time, time], 0)
    }

    @Test func `a verb that writes is refused by the holder's name, and a rating waits`() throws {
        try leaveLock()
        let before = try Originals(photos)
        let refused = try home.run("storage", "reindex", uuid)
        #expect(refused.code == 2, "\(refused)")
        #expect(refused.error.contains("in use by process \(getpid()) on another machine for import"), "\(refused)")
        #expect(refused.error.contains("hint: "))
        let rated = try home.run("--json", "rate", photos + "/0/photo-0.jpg", "--favorite")
        #expect(try rated.object()["pending"].int == 1, "\(rated)")
        #expect(try Originals(photos).differences(from: before) == [])
        try FileManager.default.removeItem(atPath: path)
        #expect(try home.run("storage", "reindex", uuid).code == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a lock is shown, and broken only when it was left behind`() throws {
        #expect(try home.run("--json", "storage", "lock", uuid).object()["state"].text == "free")
        try leaveLock(secondsOld: 60)
        let held = try home.run("--json", "storage", "lock", uuid).object()
        expectNames("state holder pid operation refreshed", in: held)
        #expect(held["state"].text == "held" && held["holder"].text == "another machine")
        #expect(try home.run("storage", "lock", uuid, "--break").code == 2)
        try leaveLock(secondsOld: 7200)
        #expect(try home.run("--json", "storage", "lock", uuid).object()["state"].text == "stale")
        #expect(try home.run("--json", "storage", "lock", uuid, "--break").object()["state"].text == "free")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `the page of a lock tells its holder and offers to break a stale one`() throws {
        let server = try RunningServer(home)
        let client = server.browser()
        try wait(until: "the check at start has ended") {
            let operations = try client.get("/api/operations").json()["items"].list
            return operations.count > 1 && operations.allSatisfy { $0["status"].text == "complete" } ? () : nil
        }
        let address = "/storages/\(uuid)/lock"
        try leaveLock(secondsOld: 60)
        let held = try client.get(address).text
        #expect(held.contains("Another machine") && !held.contains("Break lock"))
        #expect(try client.form(address + "/break", []).status == 409)
        try leaveLock(secondsOld: 7200)
        #expect(try client.get(address).text.contains("Break lock"))
        #expect(try client.form(address + "/break", []).status == 303)
        #expect(try client.get(address).text.contains("Free"))
        #expect(try client.get("/storages/\(UUID().uuidString)/lock").status == 404)
    }

    @Test func `a run that was killed leaves a lock that the next one takes over at once`() throws {
        let words = ["storage", "reindex", uuid, "--full"]
        var number = 1
        while true {
            let fault = Fault(kind: .kill, at: number, path: StorageLock.fileName)
            let end = try home.run(words, environment: fault.environment())
            // It has come to its end before this call.
            if end.code == 0 { break }
            #expect(end.status == .killed(signal: SIGKILL), "\(end)")
            let next = try home.run(words)
            #expect(next.code == 0, "after call \(number): \(next)")
            #expect(!FileManager.default.fileExists(atPath: path), "after call \(number)")
            number += 1
        }
        #expect(number > 3)
    }
}
