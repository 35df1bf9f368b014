import Engine
import Model
import Platform
import StorageAccess
import Storages
import Store

/// Looks at storages without being asked: at start, and where a file was not found when it was wanted.
final class StorageChecks: Sendable {
    private let library: OpenLibrary
    /// When folders were looked at, so that a file that stays away does not keep a check running.
    private let looked = Lock<[MissingNotices.Place: Double]>([:])

    /// Seconds before the same folder is looked at again.
    private static let patience = 60.0
    /// Beyond this many folders the whole storage is looked at.
    private static let mostFolders = 8

    init(_ library: OpenLibrary) { self.library = library }

    /// Is everything that is indexed still there? What waits to go on is left to the person who started it.
    func checkAll() throws {
        let unfinished = try library.store.read { try OperationRecord.unfinished($0) }
        for storage in try library.storages.list() where storage.state != .offline && storage.isActive {
            guard !unfinished.contains(where: { $0.storage == storage.id }) else { continue }
            try library.storages.check(storage)
        }
    }

    /// Looks at the folders of files that were missed.
    func checkMissed() throws {
        let now = library.parts.time.monotonic
        let places = looked.withLock { looked in
            looked = looked.filter { now - $0.value < Self.patience }
            return library.missing.take().filter { looked[$0] == nil }
        }
        for (id, places) in Dictionary(grouping: places, by: \.storage) {
            guard let storage = try library.store.read({ try StorageRecord.find(id: id, $0) }) else { continue }
            // Folder by folder it would come to what somebody was asked about.
            guard try !library.storages.isAsking(about: storage) else { continue }
            do {
                if places.count > Self.mostFolders {
                    try library.storages.check(storage)
                    looked.withLock { looked in for place in places { looked[place] = now } }
                } else if let place = places.first {
                    // One after the other; the end of a check brings the next one.
                    for other in places.dropFirst() { library.missing.note(other) }
                    try library.storages.check(folder: place.folder, of: storage)
                    looked.withLock { $0[place] = now }
                }
            } catch is OperationError {
                // Something is at work on the storage: later.
                for place in places { library.missing.note(place) }
            }
        }
    }
}
