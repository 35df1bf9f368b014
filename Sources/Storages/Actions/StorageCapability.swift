/// What storages can do, for calls and pages.
package struct StorageCapability: Sendable {
    package let listing: StorageListing
    package let actions: StorageActions
    package let conflicts: ConflictActions
    package let discovery: Discovery

    package init(
        listing: StorageListing, actions: StorageActions, conflicts: ConflictActions, discovery: Discovery
    ) {
        self.listing = listing
        self.actions = actions
        self.conflicts = conflicts
        self.discovery = discovery
    }
}
