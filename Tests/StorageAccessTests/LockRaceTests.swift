import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The lock of a storage among real processes, some of which are killed while they hold it.
struct LockRaceTests {
    private let home: TemporaryFolder

    init() throws { home = try TemporaryFolder() }

    private func start(_ words: String...) throws -> ChildProcess {
        var command = Command(
            try BuiltPrograms.path("fault-trial"), arguments: words.map { Array($0.utf8) },
            environment: ["SWIFT_BACKTRACE=enable=no"])
        command.output = .pipe
        return try Launcher.start(command)
    }

    /// A process that holds the lock now.
    private func holder() throws -> ChildProcess {
        let process = try start("hold", home.path)
        var said: [UInt8] = []
        let count = try process.output?.read(into: &said, seconds: 120) ?? 0
        try #require(count > 0, "it does not get the lock")
        return process
    }

    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? [] }

    @Test func `a thousand attempts of several processes have one owner at a time, killed ones among them`() throws {
        let racers = try (0..<4).map { _ in try start("race", home.path, "250") }
        for _ in 0..<LongRun.count(3, long: 30) {
            let holder = try holder()
            holder.kill()
            holder.wait()
        }
        var (owned, refused) = (0, 0)
        for racer in racers {
            var said: [UInt8] = []
            while try racer.output?.read(into: &said, seconds: 120) ?? 0 > 0 {}
            let words = String(decoding: said, as: UTF8.self).split(separator: " ")
            #expect(racer.wait(seconds: 120)?.isSuccess ?? false, "\(words)")
            try #require(words.count == 4)
            owned += Int(words[1]) ?? 0
            refused += Int(words[3].filter { $0 != "\n" }) ?? 0
        }
        #expect(owned + refused == 1000)
        #expect(owned > 0)
        print(
            "lock: owned \(owned) times, refused \(refused) times, held and killed \(LongRun.count(3, long: 30)) times")
        #expect(!names.contains("owner"))
    }

    @Test func `a lock is not taken from a living process, and at once from a killed one`() throws {
        let folder = try Folder(path: home.path)
        let holder = try holder()
        for _ in 0..<50 {
            #expect(throws: LockError.self) { try StorageLock.acquire(in: folder, operation: "test", pause: {}) }
        }
        #expect(try StorageLock.status(in: folder)?.holder?.process.pid == holder.id)
        holder.kill()
        holder.wait()
        let lock = try StorageLock.acquire(in: folder, operation: "test", pause: {})
        lock.release()
        #expect(names.isEmpty, "\(names)")
    }
}
