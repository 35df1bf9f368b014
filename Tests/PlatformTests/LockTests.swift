import Foundation
import Model
import Platform
import TestSupport
import Testing

struct LockTests {
    private let home: TemporaryFolder
    private let folder: Folder
    private let here = ProcessIdentity.current()

    init() throws {
        home = try TemporaryFolder()
        folder = try Folder(path: home.path)
    }

    private var path: String { home.path + "/.imalink-storage.lock" }
    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? [] }

    /// Leaves a lock of another process in the storage, as old as told.
    private func leaveLock(of process: ProcessIdentity, secondsOld: Double = 0) throws {
        let holder = StorageLock.Holder(
            process: process, randomID: "other", operation: "import", refreshed: "2024-01-01T00:00:00Z")
        try JSONEncoder().encode(holder).write(to: URL(fileURLWithPath: path))
        var times = [timespec(), timespec()]
        times[0].tv_sec = Int(Date().timeIntervalSince1970 - secondsOld)
        times[1] = times[0]
        utimensat(AT_FDCWD, path, &times, 0)
    }

    private func acquire(clock: ManualTime = ManualTime(), pause: () -> Void = {}) throws -> StorageLock {
        try StorageLock.acquire(in: folder, operation: "index", clock: clock, pause: pause)
    }

    @Test func `a held lock keeps others out and says who holds it`() throws {
        let lock = try acquire()
        let error = #expect(throws: LockError.self) { try acquire() }
        #expect(
            error?.reason
                == "the storage is in use by process \(getpid()) for index (last seen 2001-09-09T01:46:40Z)")
        lock.release()
        #expect(names.isEmpty)
        _ = try acquire()
    }

    @Test func `the file holds the fields of the agreement`() throws {
        let lock = try acquire()
        defer { lock.release() }
        let data = try #require(FileManager.default.contents(atPath: path))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "machine_id", "boot_id", "pid_namespace", "pid", "process_start_time", "random_id", "operation",
                "refreshed",
            ])
        #expect(object["pid"] as? Int == Int(getpid()))
    }

    @Test func `a lock is left behind only when its process cannot run any more`() throws {
        struct Case {
            let name: String
            let change: (inout ProcessIdentity) -> Void
            var secondsOld = 0.0
            let isTaken: Bool
        }
        let cases = [
            Case(name: "same process", change: { _ in }, isTaken: false),
            Case(name: "old but running", change: { _ in }, secondsOld: 9000, isTaken: false),
            Case(name: "other boot", change: { $0.bootID = "other" }, isTaken: true),
            Case(name: "other start time", change: { $0.startTime += 1 }, isTaken: true),
            Case(name: "dead process", change: { $0.pid = 0x7FFF_FFF0 }, isTaken: true),
            Case(name: "other machine, fresh", change: { $0.machineID = "other" }, secondsOld: 1700, isTaken: false),
            Case(name: "other machine, old", change: { $0.machineID = "other" }, secondsOld: 1900, isTaken: true),
            Case(name: "other container, fresh", change: { $0.pidNamespace = "other" }, isTaken: false),
        ]
        for one in cases {
            var process = here
            one.change(&process)
            try leaveLock(of: process, secondsOld: one.secondsOld)
            let lock = try? acquire()
            #expect((lock != nil) == one.isTaken, "\(one.name)")
            #expect(names.count == 1, "\(one.name)")
            lock?.release()
        }
    }

    @Test func `a lock cut by a crash is taken at once, one that is being written is not`() throws {
        try home.write(".imalink-storage.lock", "{\"machine_id\":")
        let writer = open(path, O_RDWR)
        #expect(flock(writer, LOCK_EX) == 0)
        #expect(throws: LockError.self) { try acquire() }
        #expect(try StorageLock.status(in: folder)?.isStale == false)
        close(writer)
        #expect(try StorageLock.status(in: folder)?.isStale == true)
        try acquire().release()
        #expect(names.isEmpty)
    }

    @Test func `a look at a lock tells its holder and writes nothing`() throws {
        #expect(try StorageLock.status(in: folder) == nil)
        let lock = try acquire()
        let status = try #require(try StorageLock.status(in: folder))
        #expect(status.isThisProcess && status.isThisMachine && !status.isStale)
        #expect(status.holder?.operation == "index")
        #expect(try !StorageLock.breakStale(in: folder), "a held lock is not broken")
        lock.release()
        var other = here
        other.bootID = "other"
        try leaveLock(of: other)
        #expect(try StorageLock.status(in: folder)?.isStale == true)
        #expect(names.count == 1)
        #expect(try StorageLock.breakStale(in: folder))
        #expect(names.isEmpty)
    }

    @Test func `a lock moved away while its taker waits is not taken`() throws {
        var process = here
        process.bootID = "other"
        try leaveLock(of: process)
        let path = path
        #expect(throws: LockError.self) { try acquire { unlink(path) } }
    }

    @Test func `a refresh tells the time and notices a broken lock`() throws {
        let clock = ManualTime()
        let lock = try acquire(clock: clock)
        clock.advance(299)
        try lock.refreshIfDue()
        #expect(try text().contains("2001-09-09T01:46:40Z"))
        clock.advance(1)
        try lock.refreshIfDue()
        #expect(try text().contains("2001-09-09T01:51:40Z"))
        try leaveLock(of: here)
        let moved = path + ".other"
        rename(path, moved)
        rename(moved, moved + "2")
        try leaveLock(of: here)
        clock.advance(300)
        #expect(throws: LockError.lost(path: home.path)) { try lock.refreshIfDue() }
        lock.release()
        #expect(FileManager.default.fileExists(atPath: path), "another's lock was removed")
    }

    @Test func `a data folder has one owner, named to the second`() throws {
        let first = try DataFolderLock(in: folder)
        let error = #expect(throws: LockError.self) { try DataFolderLock(in: folder) }
        #expect(error == .libraryInUse(path: home.path, pid: getpid()))
        withExtendedLifetime(first) {}
    }

    @Test func `a data folder is free again when its owner is gone`() throws {
        do { _ = try DataFolderLock(in: folder) }
        _ = try DataFolderLock(in: folder)
    }

    private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
