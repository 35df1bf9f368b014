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

    /// Number of the call that puts the copy in the photo's place.
    static func publishing() throws -> Int {
        try #require(try FaultBench(RatingScene()).calls.firstIndex { $0.contains(" renameat2 ") }) + 1
    }

    /// - Parameters:
    ///   - number: of the call that is disturbed.
    ///   - whileStopped: what happens while the program stands still before the call (kind `.stop`).
    @discardableResult
    func run(at number: Int, kind: Fault.Kind, whileStopped: () throws -> Void = {}) throws -> FaultEnd {
        try run(Fault(kind: kind, at: number, path: room.home.path + "/").environment()) { process in
            guard kind == .stop else { return }
            try #require(Self.waitUntilStopped(process), "call \(number) was not made")
            try whileStopped()
            kill(process.processIdentifier, SIGCONT)
        }
    }

    func run(_ environment: [String], meanwhile: (Process) throws -> Void = { _ in }) throws -> FaultEnd {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try BuiltPrograms.path("fault-trial"))
        process.arguments = [room.home.path + "/storage", room.home.path + "/journal", "photo.jpg", "5"]
        process.environment = ["SWIFT_BACKTRACE": "enable=no"]
        for variable in environment {
            let parts = variable.split(separator: "=", maxSplits: 1).map(String.init)
            process.environment?[parts[0]] = parts[1]
        }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        try meanwhile(process)
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
        return FaultEnd(
            code: isKilled ? nil : process.terminationStatus, words: String(decoding: data, as: UTF8.self))
    }

    private static func waitUntilStopped(_ process: Process) -> Bool {
        while process.isRunning {
            let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
            if status?.contains(") T ") ?? false { return true }
            sched_yield()
        }
        return false
    }

    /// Unless the photo is the original, or the new one with everything else as it was.
    func harm() throws -> [String] {
        let now = try Snapshot(room)
        var harm: [String] = []
        if now.attributes != before.attributes { harm.append("\(now.attributes) instead of \(before.attributes)") }
        if now.scan != before.scan { harm.append("the picture changed") }
        if now.content != before.content, now.rating != 5 { harm.append("it is rated \(now.rating ?? -9)") }
        if room.names != ["photo.jpg"] { harm.append("there are \(room.names)") }
        return harm
    }

    func openRows() throws -> Int {
        try LineJournal(in: Folder(path: room.home.path + "/journal"), item: WritingRoom.item()).openEntries().count
    }

    /// What a write leaves.
    func ending() throws -> Set<String> {
        ["rated \(try Snapshot(room).rating ?? -9)", "staged \(room.staged)", "\(try openRows()) open rows"]
    }

    static let finished: Set = ["rated 5", "staged []", "0 open rows"]

    func checkFinished(_ when: String) throws {
        #expect(try harm() == [] && ending() == Self.finished, "\(when)")
    }
}

/// The smallest operation of the fault bench: one rating into one photo, with a photo of its own each time.
final class RatingScene: FaultScene {
    private var trial: RatingTrial
    var everything: String { trial.room.home.path + "/" }
    var disk: String { everything }

    init() throws { trial = try RatingTrial() }

    func reset() throws { trial = try RatingTrial() }
    func run(_ environment: [String]) throws -> FaultEnd { try trial.run(environment) }
    func harm() throws -> [String] { try trial.harm() }
    func ending() throws -> Set<String> { try trial.ending() }
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
