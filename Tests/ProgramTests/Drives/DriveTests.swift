import Foundation
import Platform
import TestSupport
import Testing

/// Drives that are pulled out, come back empty, as another one, write-protected, elsewhere, or hang: no row is lost,
/// nothing is made where they were, and the other pages answer (docs/safety.md section 6).
@Suite(.enabled(if: MountedDrive.isPossible, "this machine lets no test mount")) struct DriveTests {
    /// How the drive goes, and what the place where it was looks like then.
    enum Going: String, CaseIterable {
        case pulled, emptied, replaced
    }

    @Test(arguments: Going.allCases)
    func `a drive that goes is offline with every row, and what waited is written when it is back`(
        going: Going
    ) throws {
        let drive = try MountedDrive()
        let ids = try drive.ids()
        #expect(ids.count == MountedDrive.photos)
        let other = try drive.home.photos(2, in: "other", from: 50)
        try #require(try drive.home.run("--data", drive.home.path + "/second", "storage", "add", other).code == 0)
        var slowest = 0.0
        for round in 0..<LongRun.count(1, long: 20) {
            switch going {
            case .pulled: try drive.pull()
            case .emptied: try #require(try drive.inside("/bin/mount", "-t", "tmpfs", "none", drive.place).code == 0)
            case .replaced: try #require(try drive.inside("/bin/mount", "--bind", other, drive.place).code == 0)
            }
            try drive.waitForState("offline")
            slowest = max(slowest, try drive.slowestPage())
            #expect(try drive.rate(1 + round % 5) == 1)
            let refused = try drive.server.api().post("/api/storages/\(drive.uuid)/reindex", "{\"mode\":\"smart\"}")
            #expect(refused.status >= 400, "\(refused)")
            #expect(try drive.server.browser().get("/photos/\(ids[0])/original").status >= 400)
            #expect(try drive.server.browser().get("/photos/\(ids[0])/thumbnail").status == 200)
            #expect(try drive.ids() == ids)
            let left = try drive.inside("/bin/ls", "-A", drive.place).lines
            #expect(going == .replaced ? !left.contains(".photostead") : left.isEmpty, "\(left)")
            if going == .pulled { try drive.mount() } else { try drive.unmount() }
            try drive.waitForState("online")
            try drive.waitUntilWritten()
            #expect(try drive.ids() == ids)
        }
        print("drive \(going.rawValue): the slowest page took \(Int(slowest * 1000)) ms")
    }

    @Test func `a drive can be unmounted, and found again at another place`() throws {
        let drive = try MountedDrive()
        let ids = try drive.ids()
        let elsewhere = try drive.home.folder.makeFolder("run/media/anna/DRIVE")
        var (here, there) = (drive.place, elsewhere)
        for _ in 0..<LongRun.count(1, long: 20) {
            try drive.unmount(here)
            try drive.waitForState("offline")
            try drive.mount(at: there)
            try drive.waitForState("online")
            #expect(try drive.storage()["path"].text == there)
            #expect(try drive.server.browser().get("/photos/\(ids[0])/original").status == 200)
            #expect(try drive.ids() == ids)
            (here, there) = (there, here)
        }
    }

    @Test func `a drive that is write-protected is read-only until it is not`() throws {
        let drive = try MountedDrive()
        let ids = try drive.ids()
        for round in 0..<LongRun.count(1, long: 20) {
            try drive.protect()
            try drive.waitForState("read_only")
            #expect(try drive.rate(1 + round % 5) == 1)
            #expect(try drive.server.browser().get("/photos/\(ids[0])/original").status == 200)
            let mode = "{\"mode\":\"smart\"}"
            let index = try drive.server.api().post("/api/storages/\(drive.uuid)/reindex", mode).json()
            let id = try #require(index["operation_id"].text, "\(index)")
            try wait(until: "a write-protected drive is indexed") {
                try drive.operations().contains { $0["operation_id"].text == id && $0["status"].text == "complete" }
                    ? () : nil
            }
            try #require(try drive.inside("/bin/mount", "-o", "remount,bind,rw", drive.place).code == 0)
            try drive.waitForState("online")
            try drive.waitUntilWritten()
            #expect(try drive.ids() == ids)
        }
    }

    @Test(.enabled(if: MountedDrive.canHang, "this machine has no /dev/fuse"))
    func `a drive that hangs freezes no page`() throws {
        let drive = try MountedDrive()
        let ids = try drive.ids()
        // The pictures are there before the drive hangs: one that nobody has made yet is made on demand.
        for id in ids { #expect(try drive.server.browser().get("/photos/\(id)/thumbnail").status == 200) }
        var slowest = 0.0
        for round in 0..<LongRun.count(1, long: 20) {
            let hanging = try HangingDrive(at: drive.place, among: drive.server.process.id)
            // From the first moment on, also for the originals that a browser asks for together.
            for id in ids { #expect(try drive.server.browser().get("/photos/\(id)/thumbnail").status == 200) }
            slowest = max(slowest, try drive.slowestPage())
            #expect(try drive.server.browser().get("/photos/\(ids[0])/original").status >= 400)
            try drive.waitForState("offline")
            slowest = max(slowest, try drive.slowestPage())
            #expect(try drive.storage()["state_reason"].text?.contains("does not answer") ?? false)
            #expect(try drive.rate(1 + round % 5) == 1)
            #expect(try drive.ids() == ids)
            hanging.end()
            try drive.inside("/bin/umount", "--lazy", drive.place)
            try drive.waitForState("online")
            try drive.waitUntilWritten()
        }
        print("drive hanging: the slowest page took \(Int(slowest * 1000)) ms")
    }
}

/// A file system whose daemon has stopped: whoever asks it waits.
final class HangingDrive {
    private let process: ChildProcess

    init(at place: String, among process: Int32) throws {
        let script = Corpus.packageFolder + "/Tests/Scripts/hanging-drive"
        let words = ["-t", "\(process)", "-m", "/usr/bin/python3", script, place]
        var command = Command("/usr/bin/nsenter", arguments: words.map { Array($0.utf8) })
        command.output = .pipe
        self.process = try Launcher.start(command)
        var said: [UInt8] = []
        while !said.contains(UInt8(ascii: "\n")) {
            let count = try self.process.output?.read(into: &said, seconds: Household.patience) ?? 0
            try #require(count > 0, "it was not mounted")
        }
    }

    deinit { end() }

    /// Ends the daemon: those who wait get an error.
    func end() {
        process.kill()
        process.wait()
    }
}
