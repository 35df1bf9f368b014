package import Platform

/// The timeline, counted again only when photos changed, and never for more than a twentieth of the time: a small
/// library is always shown as it is, a large one that is being indexed at most a few seconds late.
package final class TimelineCache: Sendable {
    private struct Entry {
        var timeline: Timeline
        var revision: Int
        var readAt: Double
        /// Seconds that reading took.
        var cost: Double
    }

    private let store: LibraryStore
    private let time: any TimeSource
    private let entry = Lock<Entry?>(nil)

    package init(store: LibraryStore, time: any TimeSource) {
        self.store = store
        self.time = time
    }

    package func current() throws -> Timeline {
        let revision = store.revision.withLock { $0 }
        let begin = time.monotonic
        if let entry = entry.withLock({ $0 }),
            entry.revision == revision || begin - entry.readAt < 20 * entry.cost
        {
            return entry.timeline
        }
        let timeline = try store.read { try Timeline.read($0) }
        let end = time.monotonic
        entry.withLock { $0 = Entry(timeline: timeline, revision: revision, readAt: end, cost: end - begin) }
        return timeline
    }
}
