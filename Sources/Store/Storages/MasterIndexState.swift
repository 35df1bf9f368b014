import SQLite

/// Whether the master index and the signature in a storage say what the storage's rows say; survives any crash.
package struct MasterIndexState: Sendable, Hashable {
    /// Counts the changes of the rows.
    package let revision: Int64
    /// The revision that stands in the file; nil = this library never wrote it.
    package let written: Int64?

    /// The same for the signature.
    package let signatureRevision: Int64
    package let signatureWritten: Int64?

    package var isBehind: Bool { written != revision }
    package var isSignatureBehind: Bool { signatureWritten != signatureRevision }

    package static func read(_ storage: Int64, _ reading: Reading) throws -> MasterIndexState? {
        try reading.row(
            """
            SELECT index_revision, index_written, signature_revision, signature_written
            FROM storages WHERE storage_id = ?
            """, [.integer(storage)]
        ) {
            MasterIndexState(
                revision: $0.int64(), written: $0.optionalInt64(), signatureRevision: $0.int64(),
                signatureWritten: $0.optionalInt64())
        }
    }

    /// Rows that have changed since `revision` was read leave the index behind.
    package static func markWritten(_ revision: Int64, storage: Int64, _ writing: Writing) throws {
        try writing.run(
            "UPDATE storages SET index_written = ? WHERE storage_id = ?", [.integer(revision), .integer(storage)])
    }

    package static func markSignatureWritten(
        _ revision: Int64, storage: Int64, _ writing: Writing
    ) throws {
        try writing.run(
            "UPDATE storages SET signature_written = ? WHERE storage_id = ?", [.integer(revision), .integer(storage)])
    }

    /// Storages of our own that were indexed to the end once and whose index, signature, or file of a session is behind.
    package static func storagesBehind(_ reading: Reading) throws -> Set<Int64> {
        Set(
            try reading.rows(
                """
                SELECT storage_id FROM storages s WHERE kind = 'photos' AND has_signature = 1 AND is_active = 1
                    AND last_indexed IS NOT NULL AND (index_revision IS NOT index_written
                        OR signature_revision IS NOT signature_written OR EXISTS (
                        SELECT 1 FROM import_sessions i
                        WHERE i.storage_id = s.storage_id AND i.index_revision IS NOT i.index_written))
                """
            ) { $0.int64() })
    }
}
