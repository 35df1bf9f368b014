package import Engine
package import Media
package import Platform
package import Store

/// What an index run works with.
package struct IndexServices: Sendable {
    package let store: LibraryStore
    package let cache: HashCache
    package let time: any TimeSource
    /// Threads that open files and wait for workers; one more than workers, so that none of these has to wait.
    package let readers: Int
    let reader: FactsReader

    package init(store: LibraryStore, cache: HashCache, media: any FactsReading, time: any TimeSource, readers: Int) {
        self.store = store
        self.cache = cache
        self.time = time
        self.readers = readers
        reader = FactsReader(cache: cache, media: media)
    }
}
