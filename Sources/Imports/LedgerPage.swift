package import Model
import Store

/// Which files of an import are listed, besides a fate.
package enum LedgerFilter: String, Sendable, CaseIterable, Codable {
    case all
    /// Those that have no fate yet.
    case waiting
    /// Duplicates that somebody has to decide about.
    case questions
}

/// Files of an import with what became of them, as the page, the API and the command line show them.
package struct LedgerPage: Sendable, Codable {
    package let items: [LedgerFile]
    /// Cursor of the next files; nil = these were the last.
    package let next: String?
}

/// One file of an import's source, and its fate.
package struct LedgerFile: Sendable, Codable {
    /// The photo it became, or the one that it is a copy of.
    package struct Copy: Sendable, Codable {
        package let photoID: String
        package let storageName: String
        /// `online`, `offline` or `read_only`.
        package let storageState: String
        package let path: String

        private enum CodingKeys: String, CodingKey {
            case photoID = "photo_id"
            case storageName = "storage_name"
            case storageState = "state"
            case path = "relative_path"
        }
    }

    package let id: Int64
    /// Below the source.
    package let path: String
    package let size: Int64
    package let modifiedAt: Timestamp
    /// `waiting`, `asked` or `done`.
    package let state: String
    package let fate: String?
    package let reason: String?
    package let hint: String?
    /// Below the storage's root.
    package let target: String?
    package let copy: Copy?

    private enum CodingKeys: String, CodingKey {
        case id, path
        case size = "size_bytes"
        case modifiedAt = "modified_at"
        case state, fate, reason, hint, target, copy
    }

    init(_ row: LedgerRow) {
        id = row.id
        path = row.path.display
        size = row.size
        modifiedAt = Timestamp(Double(row.modifiedNanoseconds / 1_000_000_000))
        state = row.state == .asked ? "asked" : row.fate == nil ? "waiting" : "done"
        fate = row.fate?.rawValue
        reason = row.reason
        hint = row.hint
        target = row.target?.display
        copy = row.copy.map {
            Copy(
                photoID: $0.photoID, storageName: $0.storageName, storageState: $0.storageState.rawValue,
                path: $0.path.display)
        }
    }
}
