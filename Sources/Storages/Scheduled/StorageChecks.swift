package import Engine
import Model
package import Platform
package import StorageAccess
import Store

/// Looks at storages without being asked: at start, and where a file was not found when it was wanted.
package final class StorageChecks: Sendable {
    private let storages: StorageCapability
    private let operations: any OperationReading
    private let missing: MissingNotices
    private let time: any TimeSource
    /// When folders were looked at, so that a file that stays away does not keep a check running.
    private let looked = Lock<[MissingNotices.Place: Double]>([:])

    /// Seconds before the same folder is looked at again.
    private static let patience = 60.0
    /// Beyond this many folders the whole storage is looked at.
    private static let mostFolders = 8

    package init(
        _ storages: StorageCapability, operations: any OperationReading, missing: MissingNotices,
        time: any TimeSource
    ) {
        self.storages = storages
        self.operations = operations
        self.missing = missing
        self.time = time
    }

    package var scheduled: [ScheduledWork] {
        [
            ScheduledWork("files that are gone", on: [.started]) { _ in try self.checkAll() },
            ScheduledWork("files that were not found", on: [.fileMissed, .operationEnded, .mountsChanged, .every(15)]) {
                _ in try self.checkMissed()
            },
        ]
    }

    /// Is everything that is indexed still there? What waits to go on is left to the person who started it.
    private func checkAll() throws {
        let unfinished = try operations.unfinished()
        for storage in try storages.actions.list() where storage.state != .offline && storage.isActive {
            guard !unfinished.contains(where: { $0.storage == storage.id }) else { continue }
            do { try storages.actions.check(storage) } catch {
                // The other storages do not depend on it.
                Log.shared.error("check of \(storage.name)", error)
            }
        }
    }

    /// Looks at the folders of files that were missed.
    private func checkMissed() throws {
        let now = time.monotonic
        let places = looked.withLock { looked in
            looked = looked.filter { now - $0.value < Self.patience }
            return missing.take().filter { looked[$0] == nil }
        }
        let rows = places.isEmpty ? [] : try storages.listing.rows()
        for (id, places) in Dictionary(grouping: places, by: \.storage) {
            guard let storage = rows.first(where: { $0.id == id }) else { continue }
            // Folder by folder it would come to what somebody was asked about.
            guard try !storages.actions.isAsking(about: storage) else { continue }
            do {
                if places.count > Self.mostFolders {
                    try storages.actions.check(storage)
                    looked.withLock { looked in for place in places { looked[place] = now } }
                } else if let place = places.first {
                    // One after the other; the end of a check brings the next one.
                    for other in places.dropFirst() { missing.note(other) }
                    try storages.actions.check(folder: place.folder, of: storage)
                    looked.withLock { $0[place] = now }
                }
            } catch is OperationError {
                // Something is at work on the storage: later.
                for place in places { missing.note(place) }
            } catch {
                Log.shared.error("files of \(storage.name) that were not found", error)
            }
        }
    }
}
