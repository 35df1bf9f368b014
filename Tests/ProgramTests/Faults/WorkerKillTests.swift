import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A worker that dies costs at most the file that it was reading, and is replaced (docs/safety.md section 4).
struct WorkerKillTests {
    @Test func `workers that are killed while photos are indexed stop nothing`() throws {
        let home = try Household()
        let photos = try home.photos(300)
        let before = try Originals(photos)
        let words = ["--json", "storage", "add", photos]
        let calls = try Fault.calls(of: words, in: home, path: "library.sqlite-wal").count
        try FileManager.default.removeItem(atPath: home.library)
        unlink(photos + "/.imalink-storage")
        let fault = Fault(kind: .stop, at: calls / 2, path: "library.sqlite-wal")
        var command = try home.command(["--data", home.library] + words, environment: fault.environment())
        command.error = .pipe
        let process = try Launcher.start(command)
        #expect(try process.waitUntilStopped())
        let workers = RunningServer.workers(of: process.id)
        for worker in workers { kill(worker, SIGKILL) }
        process.goOn()
        var error: [UInt8] = []
        while let end = process.error, try end.read(into: &error) > 0 {}
        let status = process.wait()
        #expect(status == .exited(0) || status == .exited(3), "\(String(decoding: error, as: UTF8.self))")
        let operation = try home.run("--json", "operation", "list").object()
        #expect(operation["status"].text == "complete")
        #expect(operation["processed"].int == 300)
        let failed = operation["failed"].int ?? 0
        #expect(failed <= workers.count, "\(operation)")
        #expect(try home.run("--json", "storage", "list").object()["file_count"].int == 300 - failed)
        #expect(try Originals(photos).differences(from: before) == [])
        // What failed is read by the next run.
        let uuid = try #require(try home.run("--json", "storage", "list").object()["uuid"].text)
        #expect(try home.run("storage", "reindex", uuid).code == 0)
        #expect(try home.run("--json", "storage", "list").object()["file_count"].int == 300)
    }

    @Test func `workers of a server that are killed again and again are replaced`() throws {
        let home = try Household()
        try home.add(try home.photos(12))
        let server = try RunningServer(home)
        let browser = server.browser()
        let ids = try browser.get("/api/photos").json()["items"].list.compactMap { $0["id"].text }
        for id in ids {
            let answer = try browser.get("/photos/\(id)/preview")
            #expect([200, 404, 500, 503].contains(answer.status), "\(answer.status)")
            for worker in RunningServer.workers(of: server.process.id) { kill(worker, SIGKILL) }
        }
        #expect(server.isAlive)
        var last: WebClient.Answer?
        defer { if let last { print("the last answer: \(last)") } }
        try wait(until: "every picture is made") {
            last = try ids.lazy.map { try browser.get("/photos/\($0)/preview") }.first { $0.status != 200 }
            return last == nil ? () : nil
        }
    }
}
