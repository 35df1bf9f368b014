import FoundationEssentials
package import Model
package import Store

/// An operation as docs/interface.md prints it, in the API, on the command line and in events.
package struct OperationDocument: Sendable, Codable {
    package let operationID: String
    package let operationType: String
    package let title: String
    package let status: OperationStatus
    package let progress: OperationProgress
    package let metrics: OperationMetrics
    package let startedAt: String
    package let updatedAt: String
    package let finishedAt: String?
    package let errorMessage: String?
    package let errorHint: String?
    package let storage: Int64?

    private enum CodingKeys: String, CodingKey {
        case operationID = "operation_id"
        case operationType = "operation_type"
        case title, status, processed, total, phase, failed, fates, counts
        case startedAt = "started_at"
        case updatedAt = "updated_at"
        case finishedAt = "finished_at"
        case currentFile = "current_file"
        case bytes = "processed_bytes"
        case metrics = "performance_metrics"
        case errorMessage = "error_message"
        case errorHint = "error_hint"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(operationID, forKey: .operationID)
        try container.encode(operationType, forKey: .operationType)
        try container.encode(title, forKey: .title)
        try container.encode(status.rawValue, forKey: .status)
        try container.encode(progress.processed, forKey: .processed)
        try container.encode(progress.total, forKey: .total)
        try container.encode(progress.bytes, forKey: .bytes)
        try container.encode(progress.phase, forKey: .phase)
        try container.encode(progress.failed, forKey: .failed)
        try container.encode(progress.fates, forKey: .fates)
        try container.encode(progress.counts, forKey: .counts)
        try container.encode(progress.lastFile, forKey: .currentFile)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(updatedAt, forKey: .updatedAt)
        try container.encode(finishedAt, forKey: .finishedAt)
        try container.encode(metrics, forKey: .metrics)
        try container.encode(errorMessage, forKey: .errorMessage)
        try container.encode(errorHint, forKey: .errorHint)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        operationID = try container.decode(String.self, forKey: .operationID)
        operationType = try container.decode(String.self, forKey: .operationType)
        title = try container.decode(String.self, forKey: .title)
        status = OperationStatus(rawValue: try container.decode(String.self, forKey: .status)) ?? .failed
        var progress = OperationProgress()
        progress.processed = try container.decode(Int.self, forKey: .processed)
        progress.total = try container.decode(Int.self, forKey: .total)
        progress.bytes = try container.decode(Int64.self, forKey: .bytes)
        progress.phase = try container.decode(String.self, forKey: .phase)
        progress.fates = try container.decode([String: Int].self, forKey: .fates)
        progress.counts = try container.decode([String: Int].self, forKey: .counts)
        progress.lastFile = try container.decode(String.self, forKey: .currentFile)
        self.progress = progress
        startedAt = try container.decode(String.self, forKey: .startedAt)
        updatedAt = try container.decode(String.self, forKey: .updatedAt)
        finishedAt = try container.decodeIfPresent(String.self, forKey: .finishedAt)
        metrics = try container.decode(OperationMetrics.self, forKey: .metrics)
        errorMessage = try container.decodeIfPresent(String.self, forKey: .errorMessage)
        errorHint = try container.decodeIfPresent(String.self, forKey: .errorHint)
        storage = nil
    }

    /// The state as the table has it, with what is live on top while the operation runs.
    package init(
        _ record: OperationRecord, status: OperationStatus? = nil, progress: OperationProgress? = nil,
        metrics: OperationMetrics? = nil
    ) {
        operationID = record.id
        operationType = record.kind.rawValue
        title = record.title
        self.status = status ?? record.status
        self.progress = progress ?? OperationJSON.decode(record.checkpoint) ?? OperationProgress()
        self.metrics = metrics ?? OperationJSON.decode(record.metrics) ?? OperationMetrics()
        startedAt = record.startedAt
        updatedAt = record.updatedAt
        finishedAt = record.finishedAt
        errorMessage = record.errorMessage
        errorHint = record.errorHint
        storage = record.storage
    }

    /// Seconds until the end at the present speed; nil when that cannot be told.
    package var remainingSeconds: Double? {
        guard status == .inProgress, progress.total > progress.processed, metrics.filesPerSecond > 0 else { return nil }
        return Double(progress.total - progress.processed) / metrics.filesPerSecond
    }
}

/// The JSON columns of `operation_state`.
package enum OperationJSON {
    package static func encode(_ value: some Encodable) -> String {
        // Only numbers, strings and dictionaries of them: encoding them has no way to fail but NaN, which no meter makes.
        let encoder = JSONEncoder()
        // Equal values are equal text.
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(value) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// - Returns: nil when the text is of another shape, as after a change of the format.
    package static func decode<Value: Decodable>(_ text: String) -> Value? {
        // The caller has a default for a checkpoint that it cannot read; the operation then starts from the beginning.
        try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
