package import Model
import SQLite

/// A row of `storages`.
package struct StorageRecord: Sendable, Hashable {
    package var id: Int64
    /// Lower-case, 36 characters.
    package var uuid: String
    package var name: String
    /// Absolute path, as bytes.
    package var root: [UInt8]
    package var state: StorageState
    /// Why it is not online.
    package var stateReason: String?
    /// ISO 8601, as all times in the tables.
    package var createdAt: String
    package var lastIndexed: String?
    package var lastSeen: String?
    package var notes: String
    package var tags: [String]
    package var isActive: Bool
    package var policy: WritePolicy
    /// False when the root could never be written: then its signature is this row.
    package var hasSignature: Bool
    package var photoCount: Int
    package var fileCount: Int
    package var totalSize: Int64

    /// For display only.
    package var displayRoot: String { String(decoding: root, as: UTF8.self) }

    /// A storage that was just made; `id` is given by `insert`.
    package init(uuid: String, name: String, root: [UInt8], state: StorageState, createdAt: String, hasSignature: Bool)
    {
        id = 0
        self.uuid = uuid
        self.name = name
        self.root = root
        self.state = state
        self.createdAt = createdAt
        lastSeen = createdAt
        notes = ""
        tags = []
        isActive = true
        policy = .embed
        self.hasSignature = hasSignature
        (photoCount, fileCount, totalSize) = (0, 0, 0)
    }
}

extension StorageRecord {
    private static let columns = """
        storage_id, uuid, name, root, state, state_reason, created_at, last_indexed, last_seen, notes, tags, is_active,
        policy, has_signature, photo_count, file_count, total_size_bytes
        """

    private init(_ row: inout Row) throws {
        id = row.int64()
        uuid = row.text()
        name = row.text()
        root = row.blob()
        state = try row.word()
        stateReason = row.optionalText()
        createdAt = row.text()
        lastIndexed = row.optionalText()
        lastSeen = row.optionalText()
        notes = row.text()
        tags = StringList.decode(row.text())
        isActive = row.bool()
        policy = try row.word()
        hasSignature = row.bool()
        photoCount = row.int()
        fileCount = row.int()
        totalSize = row.int64()
    }

    /// Every storage that holds photos of ours, by name.
    package static func all(_ reading: Reading) throws -> [StorageRecord] {
        try reading.rows("SELECT \(columns) FROM storages ORDER BY name COLLATE NOCASE, storage_id") { try Self(&$0) }
    }

    package static func find(uuid: String, _ reading: Reading) throws -> StorageRecord? {
        try reading.row("SELECT \(columns) FROM storages WHERE uuid = ?", [.text(uuid)]) { try Self(&$0) }
    }

    package static func find(id: Int64, _ reading: Reading) throws -> StorageRecord? {
        try reading.row("SELECT \(columns) FROM storages WHERE storage_id = ?", [.integer(id)]) { try Self(&$0) }
    }

    /// Adds the row and returns its id.
    package func insert(_ writing: Writing) throws -> Int64 {
        try writing.run(
            """
            INSERT INTO storages (uuid, name, root, state, created_at, last_seen, notes, tags, is_active, policy,
                has_signature)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(uuid), .text(name), .blob(root), .text(state.rawValue), .text(createdAt), .text(lastSeen),
                .text(notes), .text(StringList.encode(tags)), .flag(isActive), .text(policy.rawValue),
                .flag(hasSignature),
            ])
        return writing.lastInsertedRowID
    }

    /// Writes what a person may change: name, notes, tags, root, active, policy.
    package func update(_ writing: Writing) throws {
        try writing.run(
            """
            UPDATE storages SET name = ?, notes = ?, tags = ?, root = ?, is_active = ?, policy = ?, state = ?,
                state_reason = ?, last_seen = ?
            WHERE storage_id = ?
            """,
            [
                .text(name), .text(notes), .text(StringList.encode(tags)), .blob(root), .flag(isActive),
                .text(policy.rawValue), .text(state.rawValue), .text(stateReason), .text(lastSeen), .integer(id),
            ])
    }

    /// Writes what was found by looking at the storage, and nothing that a person may be changing meanwhile.
    package func updateState(_ writing: Writing) throws {
        try writing.run(
            "UPDATE storages SET state = ?, state_reason = ?, last_seen = ? WHERE storage_id = ? AND root = ?",
            [.text(state.rawValue), .text(stateReason), .text(lastSeen), .integer(id), .blob(root)])
    }

    /// The drive of a storage has been found at another place.
    package static func move(_ id: Int64, to root: [UInt8], _ writing: Writing) throws {
        try writing.run("UPDATE storages SET root = ? WHERE storage_id = ?", [.blob(root), .integer(id)])
    }

    /// Counts the items again; `indexedAt` is set when a re-index has just ended.
    package static func refreshCounts(_ id: Int64, indexedAt: String? = nil, _ writing: Writing) throws {
        try writing.run(
            """
            UPDATE storages SET
                (file_count, photo_count, total_size_bytes) = (
                    SELECT count(*), count(DISTINCT photo_key), coalesce(sum(file_size_bytes), 0)
                    FROM media_items WHERE storage_id = ?1 AND +state = 0),
                last_indexed = coalesce(?2, last_indexed)
            WHERE storage_id = ?1
            """, [.integer(id), .text(indexedAt)])
    }
}
