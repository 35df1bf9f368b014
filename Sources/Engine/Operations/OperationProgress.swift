import Model

/// How far an operation is; the part of it that survives is a checkpoint.
package struct OperationProgress: Sendable, Hashable, Codable {
    package var phase = ""
    /// Files, as far as known; 0 = not known yet.
    package var total = 0
    package var processed = 0
    package var bytes: Int64 = 0
    package var fates: [String: Int] = [:]
    /// Files of this run that failed by I/O, time-out or write errors: the ones that the 10 % rule counts.
    package var faults = 0
    package var lastFile = ""
    /// Where to go on, in words that only the work understands.
    package var cursor: String?
    /// Further numbers that the operation's result shows, such as `added` or `moved`.
    package var counts: [String: Int] = [:]

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case phase = "current_phase"
        case total = "total_files"
        case processed = "processed_files"
        case bytes = "processed_bytes"
        case fates = "stats"
        case faults
        case lastFile = "last_file"
        case cursor
        case counts
    }

    package var failed: Int { fates[Fate.failed.rawValue] ?? 0 }

    /// This progress and one step more.
    func adding(_ step: OperationRun.Step) -> OperationProgress {
        var sum = self
        for fate in Fate.allCases where step.tally[fate] > 0 {
            sum.fates[fate.rawValue, default: 0] += step.tally[fate]
        }
        sum.counts.merge(step.counts, uniquingKeysWith: +)
        sum.processed += step.tally.total
        sum.total = max(sum.total, sum.processed)
        sum.faults += step.faults
        sum.bytes += step.bytes
        sum.lastFile = step.lastFile ?? lastFile
        sum.cursor = step.cursor ?? cursor
        return sum
    }
}
