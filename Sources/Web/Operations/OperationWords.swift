package import Model

extension OperationKind {
    /// What the operation does, as a heading: `Index`.
    var title: String {
        switch self {
        case .index: "Index"
        case .updateIndex: "Re-index"
        case .import: "Import"
        case .rebuild: "Rebuild the library"
        case .terraform: "Reorganise"
        case .bulkMetadata: "Write ratings"
        case .dateEdit: "Edit dates"
        case .takeoutScan: "Scan a Takeout"
        case .takeoutImport: "Import a Takeout"
        case .approvedView: "Approved view"
        case .snapshot: "Snapshot"
        case .thumbnails: "Thumbnails"
        case .verify: "Verify"
        case .duplicatesResolution: "Resolve duplicates"
        case .trash: "Trash"
        case .backup: "Back up"
        case .restore: "Restore"
        }
    }
}

extension OperationStatus {
    /// The state as one word.
    var word: String {
        switch self {
        case .pending: "Waiting"
        case .starting: "Starting"
        case .inProgress: "Running"
        case .paused: "Paused"
        case .complete: "Complete"
        case .failed: "Failed"
        case .cancelled: "Cancelled"
        }
    }

    /// The colour of the badge, as a class of `badge.css`.
    var tone: String {
        switch self {
        case .pending, .cancelled: "quiet"
        case .starting, .inProgress: "accent"
        case .paused: "warn"
        case .complete: "good"
        case .failed: "bad"
        }
    }

    /// Whether something happens without anybody asking.
    var isMoving: Bool { self == .pending || self == .starting || self == .inProgress }
}

extension Fate {
    /// The fate as one word; in an index nothing is copied, so its files are indexed.
    package func word(in kind: OperationKind) -> String {
        switch self {
        case .imported:
            switch kind {
            case .index, .updateIndex, .rebuild: "Indexed"
            case .thumbnails: "Made"
            case .bulkMetadata, .dateEdit: "Written"
            default: "Imported"
            }
        case .duplicate: "Duplicate"
        case .replaced: kind == .updateIndex ? "Changed" : "Replaced"
        case .rejected: kind == .import || kind == .takeoutImport ? "Rejected" : "Damaged"
        case .failed: "Failed"
        case .ignored: "Ignored"
        }
    }
}

/// What the steps are called whose time an operation measures; an unknown one shows as it is.
enum StepWords {
    static func word(_ step: String) -> String {
        switch step {
        case "read": "Read and hash"
        case "write": "Write rows"
        case "hash": "Hash"
        case "metadata": "Read metadata"
        case "decode": "Decode"
        default: step.prefix(1).uppercased() + step.dropFirst()
        }
    }
}

extension StorageState {
    /// The state as words.
    var word: String {
        switch self {
        case .online: "Online"
        case .offline: "Offline"
        case .readOnly: "Read-only"
        }
    }

    /// The colour of the dot, as a class of `badge.css`.
    var tone: String {
        switch self {
        case .online: "good"
        case .offline: "quiet"
        case .readOnly: "warn"
        }
    }
}
