import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// Full disks and drives that go away in the middle.
struct DiskTests {
    /// A small file system in memory, gone with the last reference; only root can mount one.
    private final class SmallDisk {
        let path: String

        init(_ path: String, size: String) throws {
            self.path = path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try Self.run("/bin/mount", "-t", "tmpfs", "-o", "size=\(size)", "tmpfs", path)
        }

        deinit { try? Self.run("/bin/umount", "-l", path) }

        static func run(_ program: String, _ arguments: String...) throws {
            let end = try Launcher.run(
                Command(program, arguments: arguments.map { Array($0.utf8) }), seconds: Household.patience)
            try #require(end.status.isSuccess, "\(program) \(arguments): \(String(decoding: end.error, as: UTF8.self))")
        }

        /// Leaves no room at all.
        func fill() throws {
            let file = open(path + "/ballast", O_WRONLY | O_CREAT, 0o600)
            defer { close(file) }
            let bytes = [UInt8](repeating: 0x42, count: 4096)
            while write(file, bytes, bytes.count) > 0 {}
        }
    }

    private static let canMount: Bool = {
        guard getuid() == 0 else { return false }
        let path = NSTemporaryDirectory() + "photostead-mount-\(UUID().uuidString)"
        return (try? SmallDisk(path, size: "64k")) != nil
    }()

    @Test(.enabled(if: canMount, "a file system cannot be mounted here"))
    func `a library on a full disk refuses to begin`() throws {
        let home = try Household()
        let disk = try SmallDisk(home.path + "/disk", size: "2m")
        try disk.fill()
        let photos = try home.photos(3)
        let before = try Originals(photos)
        let end = try home.run(
            "--data", disk.path + "/library", "storage", "add", photos, environment: [])
        #expect(end.code == 2, "\(end)")
        expectSentence(end)
        #expect(end.error.contains("full"), "\(end)")
        #expect(try Originals(photos).differences(from: before) == [])
    }

    @Test(.enabled(if: canMount, "a file system cannot be mounted here"))
    func `a folder on a full disk cannot be signed, and is no storage then`() throws {
        let home = try Household()
        let disk = try SmallDisk(home.path + "/disk", size: "256k")
        try Data(TinyPhoto.jpeg(number: 1)).write(to: URL(fileURLWithPath: disk.path + "/photo.jpg"))
        try disk.fill()
        let before = try Originals(disk.path, without: [])
        let end = try home.run("storage", "add", disk.path)
        #expect(end.code != 0, "\(end)")
        expectSentence(end)
        #expect(end.error.contains("the disk is full"), "\(end)")
        #expect(try Originals(disk.path, without: []).differences(from: before) == [])
        #expect(try home.run("--json", "storage", "list").lines.isEmpty)
        let server = try RunningServer(home)
        let page = try server.browser().form("/storages", [("path", disk.path)])
        #expect([422, 503].contains(page.status), "\(page.status)")
        #expect(page.text.contains("the disk is full"))
        // With room again the same command works.
        unlink(disk.path + "/ballast")
        #expect(try home.run("storage", "add", disk.path).code == 0)
    }

    @Test(.enabled(if: canMount, "a file system cannot be mounted here"))
    func `a rating on a full disk leaves the photo as it was, and waits`() throws {
        let home = try Household()
        let disk = try SmallDisk(home.path + "/disk", size: "512k")
        let photo = disk.path + "/photo.jpg"
        try Data(TinyPhoto.jpeg(number: 1)).write(to: URL(fileURLWithPath: photo))
        try home.add(disk.path)
        try disk.fill()
        let before = try Originals(disk.path)
        let end = try home.run("--json", "rate", photo, "--rating", "4")
        #expect(end.code == 3, "\(end)")
        #expect(end.error.contains("the disk is full"), "\(end)")
        #expect(try Originals(disk.path).differences(from: before) == [])
        unlink(disk.path + "/ballast")
        #expect(try home.run("rate", photo, "--rating", "4").code == 0)
        #expect(try Originals(disk.path).differences(from: before).count == 2)
    }

    @Test(.enabled(if: canMount, "a file system cannot be mounted here"))
    func `a storage on a read-only mount is indexed and never written to`() throws {
        let home = try Household()
        let disk = try SmallDisk(home.path + "/disk", size: "512k")
        try Data(TinyPhoto.jpeg(number: 1)).write(to: URL(fileURLWithPath: disk.path + "/photo.jpg"))
        try SmallDisk.run("/bin/mount", "-o", "remount,ro", disk.path)
        let before = try Originals(disk.path, without: [])
        let storage = try home.add(disk.path)
        #expect(storage["state"].text == "read_only")
        #expect(storage["photo_count"].int == 1)
        let end = try home.run("--json", "rate", disk.path + "/photo.jpg", "--rating", "4")
        #expect(end.code == 0, "\(end)")
        #expect(try end.object()["pending"].int == 1)
        #expect(try Originals(disk.path, without: []).differences(from: before) == [])
    }

    @Test func `a disk that fills up while photos are indexed stops the run with the reason, and it can go on`() throws
    {
        let home = try Household()
        let photos = try home.photos(60)
        let before = try Originals(photos)
        let words = ["--json", "storage", "add", photos]
        let calls = try Fault.calls(of: words, in: home, path: "library.sqlite-wal").count
        try FileManager.default.removeItem(atPath: home.library)
        try FileManager.default.removeItem(atPath: photos + "/.imalink-storage")
        let fault = Fault(kind: .full, at: calls - 80, path: "library.sqlite-wal")
        let end = try home.run(words, environment: fault.environment())
        #expect(end.code == 1, "\(end)")
        #expect(end.error.contains("the disk is full"), "\(end)")
        #expect(end.error.contains("hint: Free some space"), "\(end)")
        #expect(try Originals(photos).differences(from: before) == [])
        let again = try home.run(words)
        #expect(again.code == 0, "\(again)")
        #expect(try again.object()["file_count"].int == 60)
    }

    @Test(arguments: [true, false])
    func `a folder that disappears while it is indexed loses no row`(returns: Bool) throws {
        let home = try Household()
        let photos = try home.photos(60)
        let uuid = try #require(try home.add(photos)["uuid"].text)
        try home.folder.write("photos/zz/new.jpg", TinyPhoto.jpeg(number: 500))
        let words = ["--json", "storage", "reindex", uuid, "--full"]
        // The status of the run is being written: it has not looked at a file yet.
        let fault = Fault(kind: .stop, at: 20, path: "library.sqlite-wal")
        var command = try home.command(["--data", home.library] + words, environment: fault.environment())
        command.error = .pipe
        let process = try Launcher.start(command)
        #expect(try process.waitUntilStopped())
        if returns {
            try FileManager.default.moveItem(atPath: photos, toPath: home.path + "/away")
        } else {
            try FileManager.default.removeItem(atPath: photos)
        }
        process.goOn()
        var error: [UInt8] = []
        while let end = process.error, try end.read(into: &error) > 0 {}
        let said = String(decoding: error, as: UTF8.self)
        #expect(process.wait() == .exited(1), "\(said)")
        #expect(said.contains("it is offline (\(photos)"), "\(said)")
        #expect(said.contains("hint: Connect the drive"), "\(said)")
        let listed = try home.run("--json", "storage", "list").object()
        #expect((listed["file_count"].int ?? 0) >= 60)
        let missing = try LibraryRows(home.library).lines.filter { $0.contains("item: ") && !$0.contains("state=0") }
        #expect(missing.isEmpty)
        guard returns else { return }
        try FileManager.default.moveItem(atPath: home.path + "/away", toPath: photos)
        let again = try home.run(words)
        #expect(again.code == 0, "\(again)")
        #expect(try home.run("--json", "storage", "list").object()["file_count"].int == 61)
    }
}
