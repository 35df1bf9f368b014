package import Engine
package import Media
package import Platform
package import Store

/// What imports work with.
package struct IntakeServices: Sendable {
    package let store: LibraryStore
    package let cache: HashCache
    package let time: any TimeSource
    /// Threads that open files and wait for workers, and threads that copy.
    let readers: Int
    let reader: FactsReader

    package init(store: LibraryStore, cache: HashCache, media: any FactsReading, time: any TimeSource, readers: Int) {
        self.store = store
        self.cache = cache
        self.time = time
        self.readers = readers
        reader = FactsReader(cache: cache, media: media)
    }

    /// How much is read and copied at once.
    func limits(from source: any IntakeSource, into root: Folder) throws -> ReadLimits {
        try store.limits(ReadLimits(readers: readers), of: [source.folder, root])
    }
}
