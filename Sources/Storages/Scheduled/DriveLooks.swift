package import Engine
import Model
package import Platform
package import Store

/// Notices drives that come and go; one that is back is checked.
package struct DriveLooks: Sendable {
    private let storages: StorageActions
    private let drives: DriveWatch

    package init(store: LibraryStore, storages: StorageActions, time: any TimeSource) {
        self.storages = storages
        drives = DriveWatch(store: store, time: time)
    }

    package var scheduled: [ScheduledWork] {
        [
            ScheduledWork("drives", on: [.started, .mountsChanged, .every(15)]) { _ in
                for storage in try drives.look() where storage.isActive {
                    do { try storages.check(storage) } catch {
                        // The other drives do not depend on it.
                        Log.shared.error("the drive that is back", error)
                    }
                }
            }
        ]
    }
}
