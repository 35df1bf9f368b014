/// Where the time of an operation goes; written with every checkpoint (`performance_metrics`).
package struct OperationMetrics: Sendable, Hashable, Codable {
    /// Seconds of work over all runs, pauses left out.
    package var elapsedSeconds = 0.0
    package var filesPerSecond = 0.0
    package var megabytesPerSecond = 0.0
    /// Milliseconds a file on average, by step: `read`, `write`, ...
    package var averageMilliseconds: [String: Double] = [:]
    /// Files per second at evenly spread moments, oldest first, at most 120.
    package var samples: [Double] = []
    /// Seconds between two samples; doubles when the list is full.
    package var sampleSeconds = 1.0

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case elapsedSeconds = "elapsed_seconds"
        case filesPerSecond = "files_per_second"
        case megabytesPerSecond = "megabytes_per_second"
        case averageMilliseconds = "avg_ms"
        case samples
        case sampleSeconds = "sample_seconds"
    }
}

/// Measures one run and adds it to what earlier runs measured.
struct MetricsMeter {
    private(set) var metrics: OperationMetrics
    private let startedAt: Double
    private let earlierSeconds: Double
    private let earlierFiles: Int
    private let earlierBytes: Int64
    private var stepSeconds: [String: (seconds: Double, files: Int)] = [:]
    private var sampledAt: Double
    private var sampledFiles: Int

    /// - Parameter now: monotonic seconds, as in all functions here.
    init(_ metrics: OperationMetrics, progress: OperationProgress, now: Double) {
        self.metrics = metrics
        startedAt = now
        earlierSeconds = metrics.elapsedSeconds
        earlierFiles = progress.processed
        earlierBytes = progress.bytes
        sampledAt = now
        sampledFiles = progress.processed
    }

    mutating func record(step: String, seconds: Double, files: Int) {
        let known = stepSeconds[step] ?? (0, 0)
        let sum = (seconds: known.seconds + seconds, files: known.files + files)
        stepSeconds[step] = sum
        if sum.files > 0 { metrics.averageMilliseconds[step] = sum.seconds * 1000 / Double(sum.files) }
    }

    mutating func update(_ progress: OperationProgress, now: Double) {
        let run = now - startedAt
        metrics.elapsedSeconds = earlierSeconds + run
        if run > 0 {
            metrics.filesPerSecond = Double(progress.processed - earlierFiles) / run
            metrics.megabytesPerSecond = Double(progress.bytes - earlierBytes) / run / 1_000_000
        }
        while now - sampledAt >= metrics.sampleSeconds { sample(progress.processed) }
    }

    private mutating func sample(_ processed: Int) {
        metrics.samples.append(Double(processed - sampledFiles) / metrics.sampleSeconds)
        sampledFiles = processed
        sampledAt += metrics.sampleSeconds
        guard metrics.samples.count >= 120 else { return }
        metrics.samples = stride(from: 0, to: metrics.samples.count - 1, by: 2).map {
            (metrics.samples[$0] + metrics.samples[$0 + 1]) / 2
        }
        metrics.sampleSeconds *= 2
    }
}
