import Model
package import Platform
import StorageAccess
package import Store

/// Looks for storages on this machine: one search at a time, kept in memory, as it changes nothing.
package final class Discovery: Sendable {
    private struct Run {
        let request: DiscoveryRequest
        let search: FolderSearch
        let job: WatchedJob
    }

    private let store: LibraryStore
    private let time: any TimeSource
    /// The places where storages usually lie, with names for people.
    package let usualRoots: [(name: String, path: String)]
    private let run = Lock<Run?>(nil)

    package init(store: LibraryStore, time: any TimeSource) {
        self.store = store
        self.time = time
        let home = DiscoveryRequest.home
        usualRoots = DiscoveryRequest.usualRoots().map { (name: $0 == home ? "Home" : $0, path: $0) }
    }

    /// Begins a search.
    ///
    /// - Throws: `Refusal` when one is under way or there is nowhere to look.
    package func start(_ request: DiscoveryRequest) throws {
        guard !request.roots.isEmpty else {
            throw Refusal("the search", "no folder is chosen", hint: "Choose at least one place to look at.")
        }
        let isFree = run.withLock { run in
            guard run == nil || run?.job.end != nil else { return false }
            let stop = StopSignal()
            let search = FolderSearch(request, stop: stop, time: time)
            run = Run(request: request, search: search, job: Self.job(search, stop, time))
            return true
        }
        guard isFree else {
            throw Refusal("the search", "one is under way already", hint: "Wait until it has ended, or cancel it.")
        }
    }

    private static func job(_ search: FolderSearch, _ stop: StopSignal, _ time: any TimeSource) -> WatchedJob {
        WatchedJob("discovery-main", time: time, stop: stop) { search.run() }
    }

    /// Ends the search; what it has found stays.
    package func cancel() { run.withLock { $0 }?.job.cancel() }

    /// Waits until no search is under way.
    package func waitForEnd() { run.withLock { $0 }?.job.waitForEnd() }

    /// The latest search, its storages compared with the library as it is now; nil = there was none.
    ///
    /// - Throws: `SQLiteError`.
    package func report() throws -> DiscoveryReport? {
        guard let run = run.withLock({ $0 }) else { return nil }
        let known = try store.read { try StorageRecord.all($0) }.map {
            try StorageRoot.refresh($0, in: store, now: time.now)
        }
        var report = DiscoveryReport(run.search.progress, known: known)
        report.roots = run.request.roots
        let end = run.job.end
        report.startedAt = Timestamp(run.job.startedAt)
        report.finishedAt = end.map { Timestamp($0.at) }
        report.status = end == nil ? .running : run.job.isCancelled ? .cancelled : .complete
        return report
    }

    /// Searches on this thread, for a program that has nothing else to do.
    ///
    /// - Parameters:
    ///   - known: the storages of the library.
    ///   - stop: ends it early.
    ///   - tell: called now and then with how far it is.
    package static func search(
        _ request: DiscoveryRequest, known: [StorageRecord], stop: StopSignal,
        tell: @escaping @Sendable (DiscoveryReport) -> Void
    ) -> DiscoveryReport {
        let search = FolderSearch(request, stop: stop, time: SystemTime())
        let job = job(search, stop, SystemTime())
        while job.waitForEnd(seconds: 0.2) == nil {
            tell(DiscoveryReport(search.progress, known: known))
        }
        var report = DiscoveryReport(search.progress, known: known)
        report.status = stop.isRequested ? .cancelled : .complete
        return report
    }
}
