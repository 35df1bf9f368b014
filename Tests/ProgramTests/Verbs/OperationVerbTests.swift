import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// Interrupting and resuming: `operation ...`, SIGINT and SIGTERM.
struct OperationVerbTests {
    static let names =
        "operation_id operation_type status processed total phase started_at updated_at failed fates "
        + "performance_metrics"

    /// A library whose index run of 60 photos stands still at the commit of the first file.
    private struct Interrupted {
        let home: Household
        let photos: String

        init() throws {
            home = try Household()
            photos = try home.photos(60)
        }

        /// Well before the end of the run, and well behind the tables and the row of the operation.
        private static let middle = Result {
            let home = try Household()
            let words = ["storage", "add", try home.photos(60)]
            return try Fault.calls(of: words, in: home, path: "library.sqlite-wal").count - 80
        }

        /// Starts `storage add`, sends the signal while the run is at work, and returns how it ended.
        func interrupt(_ signal: Int32) throws -> Household.Ending {
            let fault = Fault(kind: .stop, at: try Self.middle.get(), path: "library.sqlite-wal")
            var command = try home.command(
                ["--data", home.library, "--json", "storage", "add", photos], environment: fault.environment())
            command.output = .pipe
            command.error = .pipe
            let process = try Launcher.start(command)
            return try end(process, after: signal)
        }

        private func end(_ process: ChildProcess, after signal: Int32) throws -> Household.Ending {
            #expect(try process.waitUntilStopped())
            process.kill(signal: signal)
            process.goOn()
            var (output, error): ([UInt8], [UInt8]) = ([], [])
            while let end = process.output, try end.read(into: &output) > 0 {}
            while let end = process.error, try end.read(into: &error) > 0 {}
            return Household.Ending(
                status: process.wait(), output: String(decoding: output, as: UTF8.self),
                error: String(decoding: error, as: UTF8.self))
        }
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func `a signal pauses with a checkpoint, and resume goes on`(signal: Int32, code: Int32) throws {
        let scene = try Interrupted()
        let end = try scene.interrupt(signal)
        #expect(end.code == code, "\(end)")
        let operation = try scene.home.run("--json", "operation", "list").object()
        expectNames(Self.names, in: operation)
        #expect(operation["status"].text == "paused")
        #expect(operation["operation_type"].text == "index")
        let id = try #require(operation["operation_id"].text)
        let resumed = try scene.home.run("--json", "operation", "resume", id)
        #expect(resumed.code == 0, "\(resumed)")
        #expect(try resumed.object()["status"].text == "complete")
        #expect(try resumed.object()["processed"].int == 60)
        #expect(try scene.home.run("--json", "storage", "list").object()["file_count"].int == 60)
        #expect(try scene.home.run("--json", "operation", "show", id).object()["status"].text == "complete")
    }

    @Test func `the same command goes on where it was interrupted`() throws {
        let scene = try Interrupted()
        #expect(try scene.interrupt(SIGINT).code == 130)
        let again = try scene.home.run("--json", "storage", "add", scene.photos)
        #expect(again.code == 0, "\(again)")
        #expect(try again.object()["file_count"].int == 60)
        #expect(try scene.home.run("--json", "operation", "list").objects().count == 1)
    }

    @Test func `a paused operation can be cancelled and started over`() throws {
        let scene = try Interrupted()
        #expect(try scene.interrupt(SIGTERM).code == 143)
        let id = try #require(try scene.home.run("--json", "operation", "list").object()["operation_id"].text)
        let cancelled = try scene.home.run("--json", "operation", "cancel", id)
        #expect(cancelled.code == 0, "\(cancelled)")
        #expect(try cancelled.object()["status"].text == "cancelled")
        let refused = try scene.home.run("--json", "operation", "resume", id)
        #expect(refused.code == 2, "\(refused)")
        #expect(refused.error.hasPrefix("photostead: "))
        let restarted = try scene.home.run("--json", "operation", "restart", id)
        #expect(restarted.code == 0, "\(restarted)")
        #expect(try restarted.object()["processed"].int == 60)
    }

    @Test func `an operation of a killed program is found as paused, and a server offers it`() throws {
        let scene = try Interrupted()
        let end = try scene.interrupt(SIGKILL)
        #expect(end.status == .killed(signal: SIGKILL))
        #expect(try scene.home.run("--json", "operation", "list").object()["status"].text == "paused")
        let server = try RunningServer(scene.home)
        let browser = server.browser()
        // A server makes pictures by itself.
        let operations = try browser.get("/api/operations").json()["items"].list
        let operation = try #require(operations.first { $0["operation_type"].text == "index" })
        #expect(operation["status"].text == "paused")
        let id = try #require(operation["operation_id"].text)
        #expect(try browser.get("/").text.contains("/operations/\(id)"))
        #expect(try browser.form("/operations/\(id)/resume", []).status == 303)
        try wait(until: "it is complete") {
            try browser.get("/api/operations/\(id)").json()["status"].text == "complete" ? () : nil
        }
        #expect(try browser.get("/operations/\(id)").status == 200)
        let late = try browser.form("/operations/\(id)/pause", [])
        #expect(late.status == 422, "\(late.status)")
    }

    @Test(arguments: ["show", "pause", "resume", "cancel", "restart"])
    func `an id that is not known is refused`(verb: String) throws {
        let home = try Household()
        try home.add(try home.photos(1))
        let end = try home.run("operation", verb, "00000000-0000-0000-0000-000000000000")
        #expect(end.code == 2, "\(end)")
        expectSentence(end)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a verb that has nothing to pause ends at once`(signal: Int32) throws {
        let home = try Household()
        var command = try home.command(["facts", "--stdin0"])
        command.input = .pipe
        let process = try Launcher.start(command)
        // Until it reads its input it has not come to the verb.
        try wait(until: "it waits for its input") {
            let text = (try? String(contentsOfFile: "/proc/\(process.id)/wchan", encoding: .utf8)) ?? ""
            return text.contains("pipe_read") ? () : nil
        }
        process.kill(signal: signal)
        #expect(process.wait(seconds: Household.patience) == .killed(signal: signal))
    }
}
