import Platform
import Store

/// Roots of storages that were found to be the right ones a moment ago, for work that opens many of their files.
final class OpenRoots: Sendable {
    private struct Entry {
        let folder: Folder
        let openedAt: Double
    }

    /// How long a root is trusted without looking at its signature again.
    private static let seconds = 2.0

    private let time: any TimeSource
    private let entries = Lock<[Int64: Entry]>([:])

    init(time: any TimeSource) { self.time = time }

    /// - Throws: `StorageOffline`.
    func open(_ storage: StorageRecord) throws -> Folder {
        let now = time.monotonic
        if let entry = entries.withLock({ $0[storage.id] }), now - entry.openedAt < Self.seconds { return entry.folder }
        // Forgotten first, so that a drive that went away is not held open.
        _ = entries.withLock { $0.removeValue(forKey: storage.id) }
        let folder = try StorageRoot.open(storage).folder
        entries.withLock { $0[storage.id] = Entry(folder: folder, openedAt: now) }
        return folder
    }
}
