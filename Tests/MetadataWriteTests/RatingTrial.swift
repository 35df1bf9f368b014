import FaultSupport
import Foundation
import Media
import MetadataWrite
import Model
import Platform
import TestSupport
import Testing

/// A photo of its own, the program that rates it, and the oracle.
struct RatingTrial {
    let room: WritingRoom
    private let before: Snapshot

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

    func count() throws -> Int { try calls().count }

    /// Number of the call that puts the copy in the photo's place.
    func publishing() throws -> Int {
        try #require(try calls().firstIndex { $0.contains(" renameat2 ") }) + 1
    }

    private func calls() throws -> [String] {
        let end = try run(log: true)
        #expect(end.output == "written 1 \n")
        try checkFinished("undisturbed")
        let log = try String(contentsOfFile: room.home.path + ".log", encoding: .utf8)
        unlink(room.home.path + ".log")
        return log.split(separator: "\n").map(String.init)
    }

    /// - Parameter whileStopped: what happens while the program stands still before the call (kind "stop").
    @discardableResult
    func run(
        at number: Int = 0, kind: String = "kill", log: Bool = false, whileStopped: () throws -> Void = {}
    ) throws -> (isKilled: Bool, output: String) {
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
        if kind == "stop" {
            try #require(Self.waitUntilStopped(process), "call \(number) was not made")
            try whileStopped()
            kill(process.processIdentifier, SIGCONT)
        }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
        return (isKilled, String(decoding: data, as: UTF8.self))
    }

    private static func waitUntilStopped(_ process: Process) -> Bool {
        while process.isRunning {
            let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
            if status?.contains(") T ") ?? false { return true }
            sched_yield()
        }
        return false
    }

    /// The photo is the original, or the new one with everything else as it was.
    func checkOriginal(_ when: String) throws {
        let now = try Snapshot(room)
        #expect(now.attributes == before.attributes, "\(when)")
        #expect(now.scan == before.scan, "\(when)")
        if now.content != before.content { #expect(now.rating == 5, "\(when)") }
        #expect(room.names == ["photo.jpg"], "\(when)")
    }

    func openRows() throws -> Int {
        try LineJournal(in: Folder(path: room.home.path + "/journal"), item: WritingRoom.item()).openEntries().count
    }

    func checkFinished(_ when: String) throws {
        try checkOriginal(when)
        #expect(try Snapshot(room).rating == 5, "\(when)")
        #expect(room.staged.isEmpty, "\(when)")
        #expect(try openRows() == 0, "\(when)")
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

private func setAttribute(_ path: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setfattr")
    process.arguments = ["-n", "user.note", "-v", "kept", path]
    // Without the tool the test looks at one thing less.
    guard (try? process.run()) != nil else { return }
    process.waitUntilExit()
}
