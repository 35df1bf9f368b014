import Model
package import Platform
import StorageAccess
package import Store

/// Keeps the states of storages true while drives come and go.
///
/// A storage whose drive came back at another place is found by its signature, and its path is changed.
package final class DriveWatch: Sendable {
    private struct Searched: Equatable {
        var mounts: Set<Int> = []
        var wanted: Set<String> = []
    }

    private let store: LibraryStore
    private let time: any TimeSource
    private let mounts: @Sendable () throws -> Mounts
    /// What was searched last, so that sleeping drives are left alone until something has changed.
    private let searched = Lock(Searched())

    /// - Parameter mounts: tells what is mounted now.
    package init(
        store: LibraryStore, time: any TimeSource, mounts: @escaping @Sendable () throws -> Mounts = Mounts.current
    ) {
        self.store = store
        self.time = time
        self.mounts = mounts
    }

    /// Looks at every storage, and for those that are away at the file systems that are mounted now.
    ///
    /// - Returns: the storages that were away and can be reached again.
    /// - Throws: `SQLiteError`, `FileError` when the mounts cannot be read.
    package func look() throws -> [StorageRecord] {
        let before = try store.read { try StorageRecord.all($0) }
        var now = try before.map { try StorageRoot.refresh($0, in: store, now: time.now, .thorough) }
        for found in try search(for: now.filter { $0.state == .offline && $0.hasSignature }, among: now) {
            guard let index = now.firstIndex(where: { $0.uuid == found.uuid }) else { continue }
            now[index] = try move(now[index], to: found.root)
        }
        return zip(before, now).filter { $0.state == .offline && $1.state != .offline }.map(\.1)
    }

    private func search(
        for wanted: [StorageRecord], among all: [StorageRecord]
    ) throws -> [(uuid: String, root: [UInt8])] {
        let mounted = try mounts().all.filter { $0.holdsFiles && $0.mountPoint != [UInt8(ascii: "/")] }
        let next = Searched(mounts: Set(mounted.map(\.id)), wanted: Set(wanted.map(\.uuid)))
        let isKnown = searched.withLock { last in
            defer { last = next }
            return last == next
        }
        guard !wanted.isEmpty, !isKnown else { return [] }
        let reachable = all.filter { $0.state != .offline }
        return SignatureSearch(mounts: mounted).find(next.wanted).filter { found in
            !reachable.contains { AbsolutePath.contains($0.root, found.root) }
        }
    }

    private func move(_ storage: StorageRecord, to root: [UInt8]) throws -> StorageRecord {
        try store.write { try StorageRecord.move(storage.id, to: root, $0) }
        var moved = storage
        moved.root = root
        return try StorageRoot.refresh(moved, in: store, now: time.now, .thorough)
    }
}
