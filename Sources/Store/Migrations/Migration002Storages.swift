import SQLite

/// Migration 2: what imports remember of every file, the trash, what conflicts are looked up by, and whether the master
/// index of a storage is behind.
let migration002Storages = Migration(
    "storages and imports",
    sql: """
        ALTER TABLE import_sessions ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN is_listed SMALLINT NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN duplicate INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN ignored INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN questions INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN total_size_bytes BIGINT NOT NULL DEFAULT 0;
        CREATE INDEX import_sessions_operation ON import_sessions(operation_id);

        -- The ledger of an import: every file of its source, and what became of it.
        CREATE TABLE import_files (
            file_id INTEGER PRIMARY KEY,
            session_key INTEGER NOT NULL REFERENCES import_sessions(session_key),
            unit INTEGER NOT NULL,
            role TEXT NOT NULL,
            path BLOB NOT NULL,
            size_bytes BIGINT NOT NULL,
            mtime_ns BIGINT NOT NULL,
            state TEXT NOT NULL DEFAULT 'found'
                CHECK(state IN ('found', 'planned', 'prepared', 'asked', 'done')),
            fate TEXT,
            reason TEXT,
            hint TEXT,
            answer TEXT,
            target BLOB,
            temporary BLOB,
            inode BIGINT,
            replaces BLOB,
            sha256 CHAR(64),
            media_id CHAR(19),
            is_source_removed SMALLINT NOT NULL DEFAULT 0,
            UNIQUE(session_key, path)
        );
        CREATE INDEX import_files_open ON import_files(session_key, state, unit) WHERE state != 'done';
        CREATE INDEX import_files_fate ON import_files(session_key, fate, path);

        -- What was put into the trash of a storage, from the moment before the file is moved.
        CREATE TABLE trash (
            trash_id INTEGER PRIMARY KEY,
            storage_id INTEGER NOT NULL REFERENCES storages(storage_id),
            path BLOB NOT NULL,
            trash_path BLOB NOT NULL,
            state TEXT NOT NULL CHECK(state IN ('planned', 'trashed', 'restoring')),
            media_id CHAR(19),
            session_key INTEGER,
            size_bytes BIGINT NOT NULL,
            trashed_at TEXT NOT NULL,
            UNIQUE(storage_id, trash_path)
        );
        CREATE INDEX trash_session ON trash(session_key) WHERE session_key IS NOT NULL;
        CREATE INDEX trash_open ON trash(storage_id) WHERE state != 'trashed';

        -- What conflicts of a storage are listed and found by (seed 2, "Decision 4").
        CREATE INDEX conflicts_open ON conflicts(storage_id, type, path) WHERE dismissed_at IS NULL;
        CREATE INDEX conflicts_item ON conflicts(media_id) WHERE media_id IS NOT NULL;
        CREATE INDEX media_items_name ON media_items(storage_id, original_title, photo_key) WHERE state = 0;
        CREATE INDEX media_items_missing ON media_items(storage_id, path) WHERE state = 1;

        -- The master index in the storage is behind its rows while the two numbers differ. Triggers count, so that no
        -- writer of rows can forget to.
        ALTER TABLE storages ADD COLUMN index_revision INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE storages ADD COLUMN index_written INTEGER;
        CREATE TRIGGER master_index_item_added AFTER INSERT ON media_items BEGIN
            UPDATE storages SET index_revision = index_revision + 1 WHERE storage_id = NEW.storage_id;
        END;
        CREATE TRIGGER master_index_item_removed AFTER DELETE ON media_items BEGIN
            UPDATE storages SET index_revision = index_revision + 1 WHERE storage_id = OLD.storage_id;
        END;
        CREATE TRIGGER master_index_item_changed AFTER UPDATE OF
            storage_id, photo_key, path, state, import_session_id, file_size_bytes, mtime_ns ON media_items
        WHEN (OLD.storage_id, OLD.photo_key, OLD.path, OLD.state, OLD.import_session_id, OLD.file_size_bytes,
            OLD.mtime_ns) IS NOT (NEW.storage_id, NEW.photo_key, NEW.path, NEW.state, NEW.import_session_id,
            NEW.file_size_bytes, NEW.mtime_ns)
        BEGIN
            UPDATE storages SET index_revision = index_revision + 1
            WHERE storage_id IN (OLD.storage_id, NEW.storage_id);
        END;
        CREATE TRIGGER master_index_conflict_added AFTER INSERT ON conflicts BEGIN
            UPDATE storages SET index_revision = index_revision + 1 WHERE storage_id = NEW.storage_id;
        END;
        CREATE TRIGGER master_index_conflict_removed AFTER DELETE ON conflicts BEGIN
            UPDATE storages SET index_revision = index_revision + 1 WHERE storage_id = OLD.storage_id;
        END;
        CREATE TRIGGER master_index_conflict_changed AFTER UPDATE ON conflicts
        WHEN (OLD.storage_id, OLD.path, OLD.details, OLD.dismissed_at) IS NOT (NEW.storage_id, NEW.path, NEW.details,
            NEW.dismissed_at)
        BEGIN
            UPDATE storages SET index_revision = index_revision + 1
            WHERE storage_id IN (OLD.storage_id, NEW.storage_id);
        END;

        -- The same for the signature.
        ALTER TABLE storages ADD COLUMN signature_revision INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE storages ADD COLUMN signature_written INTEGER;
        CREATE TRIGGER signature_changed AFTER UPDATE OF
            name, notes, tags, last_indexed, photo_count, total_size_bytes ON storages
        WHEN (OLD.name, OLD.notes, OLD.tags, OLD.last_indexed, OLD.photo_count, OLD.total_size_bytes)
            IS NOT (NEW.name, NEW.notes, NEW.tags, NEW.last_indexed, NEW.photo_count, NEW.total_size_bytes)
        BEGIN
            UPDATE storages SET signature_revision = signature_revision + 1 WHERE storage_id = NEW.storage_id;
        END;

        -- The same for the file of each import session.
        ALTER TABLE import_sessions ADD COLUMN index_revision INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE import_sessions ADD COLUMN index_written INTEGER;
        CREATE TRIGGER session_index_changed AFTER UPDATE OF
            title, status, imported, duplicate, replaced, rejected, failed, ignored ON import_sessions
        BEGIN
            UPDATE import_sessions SET index_revision = index_revision + 1 WHERE session_key = NEW.session_key;
        END;
        """
)
