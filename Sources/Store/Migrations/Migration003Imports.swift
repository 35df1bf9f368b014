import SQLite

/// Migration 3: what finds the files of an import once they are in a storage, and uploads that wait to be imported.
let migration003Imports = Migration(
    "imports",
    sql: """
        CREATE INDEX media_items_session ON media_items(import_session_id, photo_key)
            WHERE import_session_id IS NOT NULL;
        CREATE INDEX import_files_item ON import_files(media_id) WHERE media_id IS NOT NULL;
        CREATE INDEX import_files_target ON import_files(session_key, target) WHERE target IS NOT NULL;
        CREATE INDEX trash_path ON trash(session_key, path) WHERE session_key IS NOT NULL;

        -- Files that a browser sends, until they are imported; the bytes lie in the staging folder of the storage.
        CREATE TABLE uploads (
            upload_id CHAR(36) PRIMARY KEY CHECK(length(upload_id) = 36),
            storage_id INTEGER NOT NULL REFERENCES storages(storage_id),
            parameters TEXT NOT NULL,
            created_at TEXT NOT NULL,
            session_key INTEGER REFERENCES import_sessions(session_key)
        );
        CREATE INDEX uploads_session ON uploads(session_key) WHERE session_key IS NOT NULL;
        """
)
