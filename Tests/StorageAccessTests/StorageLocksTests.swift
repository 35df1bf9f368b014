import Engine
import Foundation
import Model
import Platform
import Store
import TestSupport
import Testing

@testable import StorageAccess

/// One lock for each storage and process, shared by everything that writes to it.
struct StorageLocksTests {
    private let home: TemporaryFolder
    private let time = ManualTime()
    private let locks: StorageLocks
    private let storage: StorageRecord

    init() throws {
        home = try TemporaryFolder()
        locks = StorageLocks(time: time)
        let uuid = UUIDText.random()
        try home.write(
            StorageSignature.fileName, StorageSignature(storageUUID: uuid, displayName: "S", createdAt: "").bytes)
        storage = StorageRecord(
            uuid: uuid, name: "S", root: Array(home.path.utf8), state: .online, createdAt: "", hasSignature: true)
    }

    private var path: String { home.path + "/" + StorageLock.fileName }
    private var isLocked: Bool { FileManager.default.fileExists(atPath: path) }

    /// A lock of a program on another machine.
    private func leaveForeignLock() throws {
        var process = ProcessIdentity.current()
        process.machineID = "another"
        let holder = StorageLock.Holder(
            process: process, randomID: "r", operation: "import", refreshed: "2024-01-01T00:00:00Z")
        try JSONEncoder().encode(holder).write(to: URL(fileURLWithPath: path))
    }

    @Test func `two works share one lock, and the last one gives it back`() throws {
        let first = try locks.hold(storage, for: "index")
        let second = try locks.hold(storage, for: "import")
        #expect(isLocked)
        first?.release()
        first?.release()
        #expect(isLocked)
        second?.release()
        #expect(!isLocked)
    }

    @Test func `works that come and go at once never meet a lock of their own process`() throws {
        let (problems, running) = (Lock<[String]>([]), Condition(8))
        for _ in 0..<8 {
            WorkerThreads.start("works") { [locks, storage] in
                for _ in 0..<50 {
                    do { try locks.hold(storage, for: "index")?.release() } catch {
                        problems.withLock { $0.append("\(error)") }
                    }
                }
                running.change { $0 -= 1 }
            }
        }
        running.wait { $0 == 0 ? () : nil }
        #expect(problems.withLock { $0 } == [])
        #expect(!isLocked)
    }

    @Test func `a lock is kept between the files of a long work`() throws {
        try locks.keeping {
            try locks.hold(storage, for: "bulk")?.release()
            #expect(isLocked)
        }
        #expect(!isLocked)
    }

    @Test func `a storage that somebody else works on is refused by name`() throws {
        try leaveForeignLock()
        let error = #expect(throws: LockError.self) { try locks.hold(storage, for: "index") }
        #expect(error?.reason.contains("on another machine for import") ?? false)
        try FileManager.default.removeItem(atPath: path)
        #expect(try locks.hold(storage, for: "index") != nil)
    }

    @Test func `a storage without a signature of its own is never locked`() throws {
        var unsigned = storage
        unsigned.hasSignature = false
        #expect(try locks.hold(unsigned, for: "index") == nil)
        #expect(!isLocked)
    }

    @Test func `whoever works hears that the lock was taken over`() throws {
        let heard = Lock(0)
        let hold = try #require(try locks.hold(storage, for: "index") { heard.withLock { $0 += 1 } })
        time.advance(StorageLock.refreshInterval)
        locks.refresh()
        #expect(!hold.isLost)
        try FileManager.default.removeItem(atPath: path)
        try leaveForeignLock()
        time.advance(StorageLock.refreshInterval)
        locks.refresh()
        #expect(hold.isLost)
        #expect(heard.withLock { $0 } == 1)
        #expect(throws: LockError.self) { try locks.hold(storage, for: "bulk") }
        hold.release()
        #expect(isLocked, "the lock of the other one stays")
    }

    @Test func `everything is given back at the end`() throws {
        let hold = try locks.hold(storage, for: "index")
        locks.close()
        #expect(!isLocked)
        withExtendedLifetime(hold) {}
    }
}
