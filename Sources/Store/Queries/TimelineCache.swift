package import Platform

/// The timeline, counted again only when photos changed, and not more often than every two seconds.
package final class TimelineCache: Sendable {
    private struct Entry {
        var timeline: Timeline
        var revision: Int
        var readAt: Double
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
        if let entry = entry.withLock({ $0 }), entry.revision == revision || time.monotonic - entry.readAt < 2 {
            return entry.timeline
        }
        let timeline = try store.read { try Timeline.read($0) }
        let readAt = time.monotonic
        entry.withLock { $0 = Entry(timeline: timeline, revision: revision, readAt: readAt) }
        return timeline
    }
}
