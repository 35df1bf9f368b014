import Engine
import Model
import Platform
import StorageAccess
import Storages
import Store

/// Finds out what lists and pages show of a storage.
struct StorageFactsReader: Sendable {
    let storages: StorageCapability
    let board: OperationBoard

    /// Every storage as lists show it.
    func all() throws -> [StorageFacts] {
        let running = board.running()
        return try storages.actions.list().map { storage in
            try read(storage, running: running.first { $0.storage == storage.id })
        }
    }

    func read(_ storage: StorageRecord, running: OperationDocument?) throws -> StorageFacts {
        var facts = StorageFacts(
            uuid: storage.uuid, name: storage.name, path: storage.displayRoot, state: storage.state,
            photoCount: storage.photoCount, fileCount: storage.fileCount, totalSize: storage.totalSize,
            lastIndexed: storage.lastIndexed.flatMap(ISO8601.parse),
            lastSeen: storage.lastSeen.flatMap(ISO8601.parse),
            problemCount: try storages.listing.problemCount(of: storage),
            operation: running.map { OperationFacts($0, names: [storage.id: storage.name]) })
        facts.conflictCount = try storages.conflicts.counts(storage).reduce(0) { sum, entry in
            sum + (entry.key.isProblem ? entry.value : 0)
        }
        if storage.state != .offline, let space = StorageRoot.space(of: storage) {
            facts.capacity = (used: space.total - space.free, total: space.total)
        }
        return facts
    }
}
