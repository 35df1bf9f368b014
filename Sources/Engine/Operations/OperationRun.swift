package import Model
package import Platform
package import Store

/// What the work of an operation sees of the engine while it runs.
package final class OperationRun: Sendable {
    /// What one commit adds.
    package struct Step: Sendable {
        package var tally = Tally()
        /// Files of the tally that failed by I/O, time-out or write errors.
        package var faults = 0
        package var bytes: Int64 = 0
        package var counts: [String: Int] = [:]
        package var problems: [OperationProblem] = []
        package var lastFile: String?
        /// Where a resumed run goes on once this step stands.
        package var cursor: String?

        package init() {}
    }

    package let id: String
    private let store: LibraryStore
    private let time: any TimeSource
    /// The request to stop, for the pieces of the work that wait elsewhere.
    package let stopSignal = StopSignal()
    private let live: Lock<Live>
    /// Files of the runs before.
    private let earlier: Int
    private let changed: @Sendable () -> Void

    struct Live {
        var record: OperationRecord
        var progress: OperationProgress
        var meter: MetricsMeter
    }

    /// - Parameter record: as it is while the work runs.
    init(
        _ record: OperationRecord, store: LibraryStore, time: any TimeSource, changed: @escaping @Sendable () -> Void
    ) {
        id = record.id
        self.store = store
        self.time = time
        self.changed = changed
        var progress = OperationJSON.decode(record.checkpoint) ?? OperationProgress()
        // Somebody has looked at the drive since: what failed before does not stop this run.
        progress.faults = 0
        earlier = progress.processed
        let metrics = OperationJSON.decode(record.metrics) ?? OperationMetrics()
        let meter = MetricsMeter(metrics, progress: progress, now: time.monotonic)
        live = Lock(Live(record: record, progress: progress, meter: meter))
    }

    /// Whether somebody asked for a pause or the end; the work looks at it between two files.
    package var shouldStop: Bool { stopSignal.isRequested }

    package var progress: OperationProgress { live.withLock { $0.progress } }

    package var metrics: OperationMetrics { live.withLock { $0.meter.metrics } }

    package func setPhase(_ phase: String) { change { $0.phase = phase } }

    /// The number of files, as far as it is known.
    package func setTotal(_ total: Int) { change { $0.total = total } }

    /// Adds to the time that a step of the work took.
    package func measure(_ step: String, seconds: Double, files: Int) {
        live.withLock { $0.meter.record(step: step, seconds: seconds, files: files) }
    }

    /// Every so many files a checkpoint: 10, 100 or 500 by the size of the job.
    package var checkpointInterval: Int { Self.checkpointInterval(total: progress.total) }

    static func checkpointInterval(total: Int) -> Int {
        if total > 10_000 { return 500 }
        return total < 100 ? 10 : 100
    }

    /// Writes the rows of `body` and the checkpoint that covers them in one transaction.
    ///
    /// - Throws: what `body` throws; `OperationError` when too many files have failed.
    package func commit(_ step: Step, _ body: @escaping @Sendable (Writing) throws -> Void = { _ in }) throws {
        try commit(deciding: { writing in
            try body(writing)
            return step
        })
    }

    /// As `commit`, for work that learns what a step adds only from the rows it writes.
    package func commit(deciding body: @escaping @Sendable (Writing) throws -> Step) throws {
        let startedAt = time.monotonic
        let (record, progress) = live.withLock { ($0.record, $0.progress) }
        let (id, now) = (id, ISO8601.utc(time.now))
        let measured = OperationJSON.encode(metrics)
        let (standing, files) = try store.write { writing in
            let step = try body(writing)
            let standing = progress.adding(step)
            for problem in step.problems { try problem.insert(operation: id, writing) }
            var written = record
            written.updatedAt = now
            written.checkpoint = OperationJSON.encode(standing)
            written.metrics = measured
            try written.update(writing)
            return (standing, step.tally.total)
        }
        let end = time.monotonic
        live.withLock { live in
            let phase = live.progress.phase
            live.progress = standing
            live.progress.phase = phase
            live.meter.record(step: "write", seconds: end - startedAt, files: files)
            live.meter.update(standing, now: end)
        }
        changed()
        let tried = standing.processed - earlier
        if tried >= 100, standing.faults * 10 > tried {
            throw OperationError.tooManyFailures(standing.faults, of: tried)
        }
    }

    private func change(_ body: (inout OperationProgress) -> Void) {
        live.withLock { body(&$0.progress) }
        changed()
    }
}
