import FaultSupport
import Foundation
import Library
import Media
import Model
import Platform
import TestSupport
import Testing

/// One rating write, stopped or failed at each of its calls that change files (SAFETY.md section 6).
@Suite(.enabled(if: WritingRoom.exifToolPath != nil, "exiftool is not installed"))
struct FaultTests {
    private static let isLong = ProcessInfo.processInfo.environment["PHOTOSTEAD_LONG"] != nil

    @Test func `a kill at any call leaves the old photo or the new one, and the next start finishes it`() throws {
        let calls = try Trial().count()
        #expect(calls > 15)
        for number in 1...calls {
            let trial = try Trial()
            #expect(try trial.run(at: number, kind: "kill").isKilled, "call \(number)")
            try trial.checkOriginal("killed at call \(number)")
            _ = try trial.run()
            try trial.checkFinished("resumed after a kill at call \(number)")
        }
    }

    @Test(arguments: ["enospc", "eio", "short"])
    func `an error at any call leaves the old photo or the new one`(kind: String) throws {
        // Every third call in the daily run, each kind another one; all of them in the long run.
        let (first, step) = Self.isLong ? (1, 1) : (kind.utf8.count % 3 + 1, 3)
        for number in stride(from: first, through: try Trial().count(), by: step) {
            let trial = try Trial()
            let end = try trial.run(at: number, kind: kind)
            #expect(!end.isKilled, "\(kind) at call \(number): \(end.output)")
            try trial.checkOriginal("\(kind) at call \(number)")
            _ = try trial.run()
            try trial.checkFinished("repeated after \(kind) at call \(number)")
        }
    }

    /// A photo of its own, the program that rates it, and the oracle.
    private struct Trial {
        let room: WritingRoom
        let before: Snapshot

        init() throws {
            room = try WritingRoom()
            let path = room.path()
            chmod(path, 0o640)
            if getuid() == 0 { chown(path, 65534, 65534) }
            setAttribute(path)
            var times = [timespec(tv_sec: 5, tv_nsec: 6), timespec(tv_sec: 981_173_106, tv_nsec: 123_456_789)]
            utimensat(AT_FDCWD, path, &times, 0)
            before = try Snapshot(room)
        }

        func count() throws -> Int {
            let end = try run(log: true)
            #expect(end.output == "written 1 \n")
            try checkFinished("undisturbed")
            let log = FileManager.default.contents(atPath: room.home.path + ".log") ?? Data()
            unlink(room.home.path + ".log")
            return log.split(separator: UInt8(ascii: "\n")).count
        }

        func run(at number: Int = 0, kind: String = "kill", log: Bool = false) throws -> (
            isKilled: Bool, output: String
        ) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try BuiltPrograms.path("fault-trial"))
            process.arguments = [room.home.path + "/storage", room.home.path + "/journal", "photo.jpg", "5"]
            process.environment = [
                "LD_PRELOAD": try FaultLibrary.path(), "PHOTOSTEAD_FAULT_PATH": room.home.path + "/",
                "PHOTOSTEAD_FAULT_AT": String(number), "PHOTOSTEAD_FAULT_KIND": kind,
                "SWIFT_BACKTRACE": "enable=no",
            ]
            if log { process.environment?["PHOTOSTEAD_FAULT_LOG"] = room.home.path + ".log" }
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
            return (isKilled, String(decoding: data, as: UTF8.self))
        }

        /// The photo is the original, or the new one with everything else as it was.
        func checkOriginal(_ when: String) throws {
            let now = try Snapshot(room)
            #expect(now.attributes == before.attributes, "\(when)")
            #expect(now.scan == before.scan, "\(when)")
            if now.content != before.content { #expect(now.rating == 5, "\(when)") }
            #expect(room.names == ["photo.jpg"], "\(when)")
        }

        func checkFinished(_ when: String) throws {
            try checkOriginal(when)
            #expect(try Snapshot(room).rating == 5, "\(when)")
            #expect(room.staged.isEmpty, "\(when)")
            let journal = try LineJournal(
                in: Folder(path: room.home.path + "/journal"), item: WritingRoom.item())
            #expect(try journal.openEntries().isEmpty, "\(when)")
        }
    }

    /// What must not change, and what may.
    private struct Snapshot {
        let attributes: [String]
        let content: String
        let scan: String
        let rating: Int?

        init(_ room: WritingRoom) throws {
            let path = try relative("photo.jpg")
            let file = try room.root.openFile(path)
            let status = try file.status()
            let extended = try SafeFile.extendedAttributes(of: file)
            attributes = [
                "mode \(status.mode)", "owner \(status.userID):\(status.groupID)",
                "mtime \(status.modifiedNanoseconds)", "links \(status.linkCount)",
                "xattrs \(extended.sorted { $0.key < $1.key })",
            ]
            let opened = OpenFile(descriptor: file, path: path, modifiedNanoseconds: 0)
            let found = try SegmentInspector().inspect(opened)
            content = found.facts.digests.sha256
            scan = found.facts.pictureHash.value
            rating = found.facts.rating?.stars
        }
    }
}

private func setAttribute(_ path: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setfattr")
    process.arguments = ["-n", "user.note", "-v", "kept", path]
    // Without the tool the test looks at one thing less.
    guard (try? process.run()) != nil else { return }
    process.waitUntilExit()
}
