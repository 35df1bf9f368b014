import Model
package import Store

/// A storage as docs/interface.md prints it, in the API and on the command line.
package struct StorageDocument: Sendable, Codable {
    package let uuid: String
    package let name: String
    package let path: String
    /// `online`, `offline` or `read_only`.
    package let state: String
    package let stateReason: String?
    package let photoCount: Int
    package let fileCount: Int
    package let totalSizeBytes: Int64
    package let lastIndexed: String?
    package let notes: String
    package let tags: [String]
    package let active: Bool
    package let policy: String
    /// The index operation that was started with the storage.
    package var operationID: String?
    /// What came back with a storage that another library had signed.
    package var restored: RestoredDocument?

    private enum CodingKeys: String, CodingKey {
        case uuid, name, path, state
        case stateReason = "state_reason"
        case photoCount = "photo_count"
        case fileCount = "file_count"
        case totalSizeBytes = "total_size_bytes"
        case lastIndexed = "last_indexed"
        case notes, tags, active, policy
        case operationID = "operation_id"
        case restored
    }

    /// What is not known is null, so that every key is there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(uuid, forKey: .uuid)
        try container.encode(name, forKey: .name)
        try container.encode(path, forKey: .path)
        try container.encode(state, forKey: .state)
        try container.encode(stateReason, forKey: .stateReason)
        try container.encode(photoCount, forKey: .photoCount)
        try container.encode(fileCount, forKey: .fileCount)
        try container.encode(totalSizeBytes, forKey: .totalSizeBytes)
        try container.encode(lastIndexed, forKey: .lastIndexed)
        try container.encode(notes, forKey: .notes)
        try container.encode(tags, forKey: .tags)
        try container.encode(active, forKey: .active)
        try container.encode(policy, forKey: .policy)
        try container.encode(operationID, forKey: .operationID)
        try container.encode(restored, forKey: .restored)
    }

    package init(_ storage: StorageRecord, operationID: String? = nil) {
        uuid = storage.uuid
        name = storage.name
        path = storage.displayRoot
        state = storage.state.rawValue
        stateReason = storage.stateReason
        photoCount = storage.photoCount
        fileCount = storage.fileCount
        totalSizeBytes = storage.totalSize
        lastIndexed = storage.lastIndexed
        notes = storage.notes
        tags = storage.tags
        active = storage.isActive
        policy = storage.policy.rawValue
        self.operationID = operationID
    }
}
