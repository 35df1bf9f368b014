import Model

/// One file that carries what was looked for, as docs/interface.md prints it (`lookup`).
package struct FoundCopy: Sendable, Codable, Hashable {
    /// Whether it can be had.
    package enum State: String, Sendable, Codable {
        case online
        case readOnly = "read_only"
        /// Its drive or share is away.
        case offline
        /// Its storage is there, the file is not.
        case missing
        case trashed
    }

    package let storage_uuid: String
    package let storage_name: String
    package let state: State
    /// Absolute, where the storage lies or lay.
    package let path: String
    package let relative_path: String
    /// Base64 of the bytes of the relative path, when it is no UTF-8.
    package let path_base64: String?
    package let id: String
    package let photo_id: String?
    /// Which hash it was found by: `picture_hash`, `sha256` or `md5`.
    package let matched: String
    package let size: Int64
    /// ISO 8601: when an offline storage was last there.
    package let last_seen: String?

    package init(
        storage_uuid: String, storage_name: String, state: State, path: String, relative_path: String,
        path_base64: String? = nil, id: String, photo_id: String?, matched: String, size: Int64, last_seen: String?
    ) {
        self.storage_uuid = storage_uuid
        self.storage_name = storage_name
        self.state = state
        self.path = path
        self.relative_path = relative_path
        self.path_base64 = path_base64
        self.id = id
        self.photo_id = photo_id
        self.matched = matched
        self.size = size
        self.last_seen = last_seen
    }

    /// Seconds since 1970, of a copy on an offline storage.
    package var lastSeen: Double? { last_seen.flatMap(ISO8601.parse) }

    /// Whether it can be opened now.
    package var isReachable: Bool { state == .online || state == .readOnly }
}
