/// Where a storage stands now.
package enum StorageState: String, Sendable, CaseIterable {
    case online
    case offline
    case readOnly = "read_only"
}

/// Where metadata edits of a storage's photos are written (docs/metadata.md section 3).
package enum WritePolicy: String, Sendable, CaseIterable {
    case embed, sidecar, both
}
