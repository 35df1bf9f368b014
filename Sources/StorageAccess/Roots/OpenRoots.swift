package import Platform
package import Store

/// Roots of storages that were found to be the right ones a moment ago, for work that opens many of their files.
package final class OpenRoots: Sendable {
    private struct Entry {
        let folder: Folder
        let openedAt: Double
    }

    private struct State {
        var users = 0
        var entries: [Int64: Entry] = [:]
    }

    /// How long a root is trusted without looking at its signature again.
    private static let seconds = 2.0

    private let time: any TimeSource
    private let state = Lock(State())

    package init(time: any TimeSource) { self.time = time }

    /// Runs `body`; when nobody is inside any more every root is let go, so that its drive can be unmounted.
    package func using<Result>(_ body: () throws -> Result) rethrows -> Result {
        state.withLock { $0.users += 1 }
        defer {
            state.withLock { state in
                state.users -= 1
                if state.users == 0 { state.entries = [:] }
            }
        }
        return try body()
    }

    /// - Throws: `StorageOffline`.
    package func open(_ storage: StorageRecord) throws -> Folder {
        let now = time.monotonic
        let known = state.withLock { state in
            // The others are forgotten, so that a drive that went away is not held open.
            state.entries = state.entries.filter { now - $0.value.openedAt < Self.seconds }
            return state.entries[storage.id]?.folder
        }
        if let known { return known }
        let folder = try StorageRoot.open(storage).folder
        state.withLock { state in
            if state.users > 0 { state.entries[storage.id] = Entry(folder: folder, openedAt: now) }
        }
        return folder
    }
}
