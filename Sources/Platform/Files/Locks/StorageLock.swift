import FoundationEssentials
import Glibc
import Model

/// The right to write to a storage: `.imalink-storage.lock` in its root, so that two programs or machines do not
/// write to one storage (docs/safety.md section 3).
package final class StorageLock: Sendable {
    package static let fileName = ".imalink-storage.lock"
    /// Seconds between two refreshes of a held lock.
    package static let refreshInterval = 300.0
    /// Seconds by the share's clock after which a lock of another machine counts as left behind.
    package static let foreignLifetime = 1800.0

    /// Who holds a lock and what for; the content of the file.
    package struct Holder: Codable, Sendable, Hashable {
        package var process: ProcessIdentity
        package var randomID: String
        package var operation: String
        /// ISO 8601, UTC, always of the same length.
        package var refreshed: String

        enum CodingKeys: String, CodingKey {
            case randomID = "random_id"
            case operation, refreshed
        }

        package init(process: ProcessIdentity, randomID: String, operation: String, refreshed: String) {
            self.process = process
            self.randomID = randomID
            self.operation = operation
            self.refreshed = refreshed
        }

        /// One flat object: the fields of the process stand beside the others.
        package init(from decoder: any Decoder) throws {
            process = try ProcessIdentity(from: decoder)
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            randomID = try fields.decode(String.self, forKey: .randomID)
            operation = try fields.decode(String.self, forKey: .operation)
            refreshed = try fields.decode(String.self, forKey: .refreshed)
        }

        package func encode(to encoder: any Encoder) throws {
            try process.encode(to: encoder)
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(randomID, forKey: .randomID)
            try fields.encode(operation, forKey: .operation)
            try fields.encode(refreshed, forKey: .refreshed)
        }
    }

    private struct State {
        var holder: Holder
        var refreshedAt: Double
        var isReleased = false
    }

    private let folder: Folder
    private let file: Descriptor
    private let clock: any TimeSource
    private let state: Lock<State>

    private init(folder: Folder, file: Descriptor, holder: Holder, clock: any TimeSource) {
        self.folder = folder
        self.file = file
        self.clock = clock
        state = Lock(State(holder: holder, refreshedAt: clock.monotonic))
    }

    deinit { release() }

    /// Takes the lock, breaking one that was left behind.
    ///
    /// - Parameters:
    ///   - operation: shown to those who wait.
    ///   - pause: waits between creating a lock after a break and checking that it is still ours.
    /// - Throws: `LockError.storageInUse`, `FileError`.
    package static func acquire(
        in folder: Folder, operation: String, identity: ProcessIdentity = .current(),
        clock: any TimeSource = SystemTime(), pause: () -> Void = { usleep(200_000) }
    ) throws -> StorageLock {
        let lock = LockFile(folder: folder)
        let holder = Holder(
            process: identity, randomID: String(UInt64.random(in: .min ... .max), radix: 36), operation: operation,
            refreshed: ISO8601.utc(clock.now))
        if let file = try lock.create(holder) {
            return StorageLock(folder: folder, file: file, holder: holder, clock: clock)
        }
        guard try lock.breakStale(identity: identity) else { throw try lock.inUse() }
        guard let file = try lock.create(holder) else { throw try lock.inUse() }
        // Another process may have judged the old lock at the same time and now move ours away; it puts ours back.
        pause()
        guard try lock.isStill(file) else { throw try lock.inUse() }
        return StorageLock(folder: folder, file: file, holder: holder, clock: clock)
    }

    /// Tells the others that this process is alive, if it is time to; cheap otherwise. Call it between two files.
    ///
    /// - Throws: `LockError.lost`, `FileError`.
    package func refreshIfDue() throws {
        try state.withLock { state in
            guard !state.isReleased, clock.monotonic - state.refreshedAt >= Self.refreshInterval else { return }
            // Written through our own descriptor: if the lock was broken, nobody else's is touched.
            state.holder.refreshed = ISO8601.utc(clock.now)
            do {
                try SafeFile.overwrite(LockFile.encode(state.holder), at: 0, in: file)
            } catch let error as FileError { throw error.about(folder.displayPath) }
            state.refreshedAt = clock.monotonic
            guard try LockFile(folder: folder).isStill(file) else { throw LockError.lost(path: folder.displayPath) }
        }
    }

    /// Gives the lock back; further calls do nothing.
    package func release() {
        state.withLock { state in
            guard !state.isReleased else { return }
            state.isReleased = true
            // A lock that cannot be removed is recognised as left behind when this process has ended.
            guard (try? LockFile(folder: folder).isStill(file)) == true else { return }
            _ = try? SafeFile.remove(Array(Self.fileName.utf8), in: folder)
        }
    }
}
