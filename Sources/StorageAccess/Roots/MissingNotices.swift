package import Model
import Platform
package import Store

/// Files that were not found when they were wanted, until somebody looks at their folders.
package final class MissingNotices: Sendable {
    /// A folder in which a file was not found.
    package struct Place: Sendable, Hashable {
        /// `storages.storage_id`.
        package let storage: Int64
        /// nil = the root.
        package let folder: RelativePath?
    }

    private let places = Lock<Set<Place>>([])
    private let observer = Lock<(@Sendable () -> Void)?>(nil)

    package init() {}

    /// The file of this item is not there; its folder is noted once, however many files are missed.
    package func note(_ item: ItemDetails) {
        note(Place(storage: item.storage.id, folder: item.path.parent))
        observer.withLock { $0 }?()
    }

    /// Notes a folder that could not be looked at yet.
    package func note(_ place: Place) { places.withLock { _ = $0.insert(place) } }

    /// What was noted since the last call.
    package func take() -> Set<Place> {
        places.withLock { places in
            defer { places = [] }
            return places
        }
    }

    /// Calls `body` whenever a file is missed; nil ends the calls.
    package func observe(_ body: (@Sendable () -> Void)?) { observer.withLock { $0 = body } }
}
