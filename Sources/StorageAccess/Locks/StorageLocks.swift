import Glibc
package import Platform
package import Store

/// The locks of storages that this process holds: one for each root, shared by everything here that writes to it
/// (docs/safety.md section 3). Read-only storages take none.
package final class StorageLocks: Sendable {
    private struct Entry {
        /// nil = it is being taken, or given back.
        var lock: StorageLock?
        var holders = 0
        /// Called when another process took the lock over.
        var whenLost: [Int: @Sendable () -> Void] = [:]
        var isLost = false
    }

    private struct State {
        var entries: [[UInt8]: Entry] = [:]
        /// Longer works during which locks are kept between two files.
        var keepers = 0
        var nextNumber = 0
        var hasKeeper = false
    }

    /// Seconds between two looks at whether a lock has to be refreshed.
    private static let round = 15.0

    private let time: any TimeSource
    private let state = Condition(State())
    private let calls = PatientCalls<[UInt8]>()

    package init(time: any TimeSource = SystemTime()) { self.time = time }

    /// Takes the lock of a storage, or shares the one that is held already.
    ///
    /// - Parameters:
    ///   - operation: shown to those who wait.
    ///   - whenLost: called when another process took the lock over, on a thread of this class.
    /// - Returns: nil when the storage needs none, because nothing is ever written to it.
    /// - Throws: `LockError.storageInUse`, `StorageOffline`, `FileError`.
    package func hold(
        _ storage: StorageRecord, for operation: String, whenLost: @escaping @Sendable () -> Void = {}
    ) throws -> StorageHold? {
        let access = try StorageRoot.open(storage)
        guard access.isWritable, storage.hasSignature else { return nil }
        return try hold(access.folder, root: storage.root, for: operation, whenLost: whenLost)
    }

    /// As `hold(_:for:)`, for a folder that becomes a storage.
    package func hold(
        _ folder: Folder, root: [UInt8], for operation: String, whenLost: @escaping @Sendable () -> Void = {}
    ) throws -> StorageHold {
        let mustTake = try state.take { state -> Result<Bool, LockError>? in
            guard var entry = state.entries[root] else {
                state.entries[root] = Entry()
                return .success(true)
            }
            guard entry.lock != nil else { return nil }
            guard !entry.isLost else { return .failure(.lost(path: folder.displayPath)) }
            entry.holders += 1
            state.entries[root] = entry
            return .success(false)
        }.get()
        if mustTake { try take(folder, root: root, for: operation) }
        let number = state.change { state -> Int in
            state.nextNumber += 1
            state.entries[root]?.whenLost[state.nextNumber] = whenLost
            return state.nextNumber
        }
        return StorageHold(root: root, number: number, locks: self)
    }

    /// While `body` runs, locks stay held between two of their uses: taking them for each file of many costs more than
    /// the files.
    package func keeping<Result>(_ body: () throws -> Result) rethrows -> Result {
        state.change { $0.keepers += 1 }
        defer {
            release(
                state.change { state in
                    state.keepers -= 1
                    return state.keepers == 0 ? Self.removeUnused(&state) : []
                })
        }
        return try body()
    }

    /// Gives every lock back.
    package func close() {
        release(
            state.change { state in
                defer { state.entries = [:] }
                return state.entries.compactMap { root, entry in entry.lock.map { (root, $0) } }
            })
    }

    fileprivate func letGo(_ root: [UInt8], number: Int) {
        release(
            state.change { state in
                guard state.entries[root]?.whenLost.removeValue(forKey: number) != nil else { return [] }
                state.entries[root]?.holders -= 1
                return state.keepers == 0 ? Self.removeUnused(&state) : []
            })
    }

    fileprivate func isLost(_ root: [UInt8]) -> Bool { state.look { $0.entries[root]?.isLost ?? true } }

    private func take(_ folder: Folder, root: [UInt8], for operation: String) throws {
        do {
            let time = time
            let taken = try calls.call(root, seconds: StorageRoot.patience) {
                try StorageLock.acquire(in: folder, operation: operation, clock: time)
            }
            guard let taken else { throw FileError(.lock, path: folder.displayPath, code: ENODEV) }
            state.change { state in
                state.entries[root] = Entry(lock: taken, holders: 1)
                startKeeper(&state)
            }
        } catch {
            state.change { $0.entries[root] = nil }
            throw error
        }
    }

    /// Whoever wants one of them meanwhile waits until it has been given back: else it would meet itself there.
    private static func removeUnused(_ state: inout State) -> [(root: [UInt8], lock: StorageLock)] {
        let roots = state.entries.filter { $0.value.lock != nil && $0.value.holders == 0 }.keys
        return roots.compactMap { root in
            defer { state.entries[root] = Entry() }
            return state.entries[root]?.lock.map { (root: root, lock: $0) }
        }
    }

    // MARK: - Refreshing

    private func startKeeper(_ state: inout State) {
        guard !state.hasKeeper else { return }
        state.hasKeeper = true
        WorkerThreads.start("storage-locks") { [self] in keep() }
    }

    /// Runs as long as a lock is held.
    private func keep() {
        while true {
            let isOver = state.take(seconds: Self.round) { state -> Bool? in
                guard state.entries.isEmpty else { return nil }
                state.hasKeeper = false
                return true
            }
            if isOver == true { return }
            refresh()
        }
    }

    /// Tells the others that this process is alive, where it is time to.
    func refresh() {
        let held: [[UInt8]: StorageLock] = state.look { $0.entries.compactMapValues(\.lock) }
        for (root, lock) in held {
            do {
                // A drive that does not answer is asked again at the next round.
                _ = try calls.call(root, seconds: StorageRoot.patience) { try lock.refreshIfDue() }
            } catch LockError.lost {
                let told = state.change { state -> [@Sendable () -> Void] in
                    state.entries[root]?.isLost = true
                    return state.entries[root].map { Array($0.whenLost.values) } ?? []
                }
                for tell in told { tell() }
            } catch { Log.shared.error("the lock of a storage", error) }
        }
    }

    private func release(_ locks: [(root: [UInt8], lock: StorageLock)]) {
        for (root, lock) in locks {
            // A lock that cannot be given back is recognised as left behind when this process has ended.
            _ = try? calls.call(root, seconds: StorageRoot.patience) { lock.release() }
            state.change { $0.entries[root] = nil }
        }
    }
}

/// A share in the lock of a storage.
package final class StorageHold: Sendable {
    private let root: [UInt8]
    private let number: Int
    private let locks: StorageLocks

    fileprivate init(root: [UInt8], number: Int, locks: StorageLocks) {
        self.root = root
        self.number = number
        self.locks = locks
    }

    deinit { release() }

    /// Gives the share back; further calls do nothing.
    package func release() { locks.letGo(root, number: number) }

    /// Whether another process has taken the lock over.
    package var isLost: Bool { locks.isLost(root) }
}
