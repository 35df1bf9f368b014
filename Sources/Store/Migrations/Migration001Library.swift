import SQLite

/// Migration 1: the tables of the library.
let migration001Library = Migration(
    "library",
    sql: """
        CREATE TABLE storages (
            storage_id INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL UNIQUE CHECK(length(uuid) = 36),
            name TEXT NOT NULL,
            root BLOB NOT NULL,
            kind TEXT NOT NULL DEFAULT 'photos' CHECK(kind IN ('photos', 'export')),
            state TEXT NOT NULL DEFAULT 'online' CHECK(state IN ('online', 'offline', 'read_only')),
            state_reason TEXT,
            created_at TEXT NOT NULL,
            last_indexed TEXT,
            last_seen TEXT,
            notes TEXT NOT NULL DEFAULT '',
            tags TEXT NOT NULL DEFAULT '[]',
            is_active SMALLINT NOT NULL DEFAULT 1,
            policy TEXT NOT NULL DEFAULT 'embed' CHECK(policy IN ('embed', 'sidecar', 'both')),
            has_signature SMALLINT NOT NULL DEFAULT 1,
            photo_count INTEGER NOT NULL DEFAULT 0,
            file_count INTEGER NOT NULL DEFAULT 0,
            total_size_bytes BIGINT NOT NULL DEFAULT 0
        );

        -- One picture or video, whatever number of items carry it. rowid is named, so that VACUUM keeps it for the search.
        CREATE TABLE photos (
            photo_key INTEGER PRIMARY KEY,
            photo_id CHAR(19) NOT NULL UNIQUE CHECK(length(photo_id) = 19),
            picture_hash CHAR(64) NOT NULL UNIQUE,
            picture_hash_scope CHAR(4) NOT NULL CHECK(picture_hash_scope IN ('data', 'file')),
            media_type CHAR(5) NOT NULL CHECK(media_type IN ('photo', 'video')),
            width INTEGER,
            height INTEGER,
            duration_seconds REAL,
            taken_local INTEGER NOT NULL,
            taken_milliseconds INTEGER NOT NULL DEFAULT 0,
            utc_offset INTEGER,
            taken_source TEXT NOT NULL,
            rating SMALLINT CHECK(rating BETWEEN -1 AND 5),
            label TEXT,
            title TEXT,
            description TEXT,
            is_visible SMALLINT NOT NULL DEFAULT 1,
            copies INTEGER NOT NULL DEFAULT 1,
            write_state TEXT NOT NULL DEFAULT 'clean' CHECK(write_state IN ('clean', 'pending', 'failed')),
            write_problem TEXT,
            rendition_state TEXT NOT NULL DEFAULT 'absent' CHECK(rendition_state IN ('absent', 'made', 'none')),
            rendition_problem TEXT,
            rendition_md5 CHAR(32),
            dominant_color CHAR(7),
            perceptual_hash INTEGER
        );

        CREATE TABLE media_items (
            id CHAR(19) PRIMARY KEY,
            storage_id INTEGER NOT NULL REFERENCES storages(storage_id),
            photo_key INTEGER REFERENCES photos(photo_key),
            path BLOB NOT NULL,
            original_title VARCHAR(255) NOT NULL,
            relative_path VARCHAR(1024) NOT NULL,
            batch_id VARCHAR(64) NOT NULL DEFAULT '',
            state SMALLINT NOT NULL DEFAULT 0 CHECK(state IN (0, 1, 2)),
            import_session_id INTEGER,
            problem TEXT,
            file_size_bytes BIGINT NOT NULL,
            mtime_ns BIGINT NOT NULL,
            file_crc32 CHAR(8) NOT NULL,
            file_md5 CHAR(32) NOT NULL,
            head_md5 CHAR(32) NOT NULL,
            file_sha256 CHAR(64) NOT NULL,
            mime_suspect SMALLINT NOT NULL DEFAULT 0,
            media_type CHAR(5) NOT NULL,
            file_extension VARCHAR(10) NOT NULL,
            mime_type VARCHAR(50) NOT NULL,
            photo_taken_time INTEGER NOT NULL DEFAULT 0,
            creation_time INTEGER NOT NULL DEFAULT 0,
            modification_time INTEGER NOT NULL DEFAULT 0,
            photo_last_modified_time INTEGER NOT NULL DEFAULT 0,
            taken_local INTEGER,
            taken_milliseconds INTEGER NOT NULL DEFAULT 0,
            utc_offset INTEGER,
            taken_source TEXT,
            has_geo SMALLINT NOT NULL DEFAULT 0,
            geo_latitude REAL NOT NULL DEFAULT 0.0,
            geo_longitude REAL NOT NULL DEFAULT 0.0,
            geo_altitude REAL NOT NULL DEFAULT 0.0,
            has_geo_exif SMALLINT NOT NULL DEFAULT 0,
            geo_exif_latitude REAL NOT NULL DEFAULT 0.0,
            geo_exif_longitude REAL NOT NULL DEFAULT 0.0,
            geo_exif_altitude REAL NOT NULL DEFAULT 0.0,
            geo_user_edited SMALLINT GENERATED ALWAYS AS (
                CASE WHEN has_geo = 1 AND has_geo_exif = 1
                     AND (geo_latitude != geo_exif_latitude OR geo_longitude != geo_exif_longitude)
                THEN 1 ELSE 0 END
            ) STORED,
            is_edited SMALLINT NOT NULL DEFAULT 0,
            original_media_id CHAR(19) NOT NULL DEFAULT '',
            has_edited_version SMALLINT NOT NULL DEFAULT 0,
            exif_width INTEGER NOT NULL DEFAULT 0,
            exif_height INTEGER NOT NULL DEFAULT 0,
            exif_orientation SMALLINT NOT NULL DEFAULT 0,
            exif_camera_make VARCHAR(50) NOT NULL DEFAULT '',
            exif_camera_model VARCHAR(50) NOT NULL DEFAULT '',
            exif_lens_model TEXT NOT NULL DEFAULT '',
            exif_focal_length REAL NOT NULL DEFAULT 0.0,
            exif_iso INTEGER NOT NULL DEFAULT 0,
            exif_exposure_time VARCHAR(20) NOT NULL DEFAULT '',
            exif_f_number REAL NOT NULL DEFAULT 0.0,
            duration_seconds REAL,
            read_rating SMALLINT,
            read_label TEXT,
            read_title TEXT,
            read_description TEXT,
            keywords TEXT NOT NULL DEFAULT '',
            image_views INTEGER NOT NULL DEFAULT 0,
            google_photos_url VARCHAR(2048) NOT NULL DEFAULT '',
            device_type VARCHAR(30) NOT NULL DEFAULT '',
            device_folder VARCHAR(100) NOT NULL DEFAULT '',
            archived SMALLINT NOT NULL DEFAULT 0,
            trashed SMALLINT NOT NULL DEFAULT 0,
            favorited SMALLINT NOT NULL DEFAULT 0,
            is_duplicate SMALLINT NOT NULL DEFAULT 0,
            canonical_media_id CHAR(19) NOT NULL DEFAULT '',
            scan_timestamp INTEGER NOT NULL,
            last_seen_batch_id VARCHAR(64) NOT NULL DEFAULT '',
            status SMALLINT NOT NULL DEFAULT 0,
            year SMALLINT GENERATED ALWAYS AS (
                CASE WHEN photo_taken_time = 0 THEN NULL
                ELSE CAST(strftime('%Y', photo_taken_time, 'unixepoch') AS INTEGER) END
            ) VIRTUAL,
            month SMALLINT GENERATED ALWAYS AS (
                CASE WHEN photo_taken_time = 0 THEN NULL
                ELSE CAST(strftime('%m', photo_taken_time, 'unixepoch') AS INTEGER) END
            ) VIRTUAL,
            day SMALLINT GENERATED ALWAYS AS (
                CASE WHEN photo_taken_time = 0 THEN NULL
                ELSE CAST(strftime('%d', photo_taken_time, 'unixepoch') AS INTEGER) END
            ) VIRTUAL,
            UNIQUE(storage_id, path),
            CHECK(media_type IN ('photo', 'video')),
            CHECK(length(id) = 19),
            CHECK(length(file_crc32) = 8),
            CHECK(geo_latitude >= -90 AND geo_latitude <= 90),
            CHECK(geo_longitude >= -180 AND geo_longitude <= 180)
        );

        CREATE INDEX media_items_photo ON media_items(photo_key, storage_id, state);
        CREATE INDEX media_items_sha256 ON media_items(file_sha256);
        CREATE INDEX media_items_md5 ON media_items(file_md5);
        CREATE INDEX media_items_dedup ON media_items(file_size_bytes, file_crc32);
        CREATE INDEX media_items_problem ON media_items(storage_id, path) WHERE problem IS NOT NULL;
        CREATE INDEX media_items_original ON media_items(original_media_id) WHERE original_media_id != '';
        CREATE INDEX media_items_batch ON media_items(batch_id, relative_path) WHERE batch_id != '';
        CREATE INDEX photos_timeline ON photos(taken_local, photo_id) WHERE is_visible = 1;
        CREATE INDEX photos_type ON photos(media_type, taken_local, photo_id) WHERE is_visible = 1;
        CREATE INDEX photos_rating ON photos(rating, taken_local, photo_id)
            WHERE is_visible = 1 AND rating IS NOT NULL;
        CREATE INDEX photos_label ON photos(label, taken_local, photo_id) WHERE is_visible = 1 AND label IS NOT NULL;
        CREATE INDEX photos_rendition ON photos(taken_local, photo_key) WHERE rendition_state = 'absent';
        CREATE INDEX photos_write_state ON photos(write_state) WHERE write_state != 'clean';

        CREATE TABLE media_metadata (
            media_id CHAR(19) PRIMARY KEY,
            metadata_filename VARCHAR(255) NOT NULL
        );

        CREATE TABLE media_descriptions (
            media_id CHAR(19) PRIMARY KEY,
            original_description VARCHAR(2048) NOT NULL
        );

        CREATE TABLE albums (
            album_id TEXT PRIMARY KEY,
            title VARCHAR(255) NOT NULL,
            description VARCHAR(2048) DEFAULT '',
            access_level VARCHAR(20) DEFAULT '',
            creation_timestamp INTEGER DEFAULT 0,
            scan_timestamp INTEGER NOT NULL,
            CHECK(length(album_id) = 36)
        );

        CREATE TABLE album_aliases (
            album_id TEXT NOT NULL,
            alias_type VARCHAR(20) NOT NULL,
            alias_value TEXT NOT NULL,
            first_seen_batch_id VARCHAR(64) NOT NULL,
            PRIMARY KEY (alias_type, alias_value)
        );

        CREATE TABLE album_items (
            album_id TEXT NOT NULL,
            media_id CHAR(19) NOT NULL,
            PRIMARY KEY (album_id, media_id)
        );
        CREATE INDEX album_items_media ON album_items(media_id);

        CREATE TABLE people_tags (
            media_id CHAR(19) NOT NULL,
            tag_order SMALLINT NOT NULL,
            person_name VARCHAR(100) NOT NULL,
            PRIMARY KEY (media_id, tag_order)
        );
        CREATE INDEX people_tags_name ON people_tags(person_name);

        CREATE TABLE scan_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            timestamp INTEGER NOT NULL,
            level VARCHAR(10) NOT NULL,
            message VARCHAR(500) NOT NULL,
            file_path VARCHAR(1024),
            details TEXT
        );

        CREATE TABLE scan_metadata (
            key VARCHAR(50) PRIMARY KEY,
            value VARCHAR(500) NOT NULL
        );

        CREATE TABLE import_sessions (
            session_key INTEGER PRIMARY KEY,
            storage_id INTEGER NOT NULL REFERENCES storages(storage_id),
            session_number INTEGER NOT NULL,
            operation_id TEXT,
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            status TEXT NOT NULL,
            parameters TEXT NOT NULL DEFAULT '{}',
            created_at TEXT NOT NULL,
            finished_at TEXT,
            UNIQUE(storage_id, session_number)
        );

        CREATE TABLE conflicts (
            conflict_id INTEGER PRIMARY KEY,
            storage_id INTEGER NOT NULL REFERENCES storages(storage_id),
            type TEXT NOT NULL,
            path BLOB NOT NULL,
            media_id CHAR(19),
            detected_at TEXT NOT NULL,
            details TEXT NOT NULL DEFAULT '{}',
            dismissed_at TEXT,
            UNIQUE(storage_id, type, path)
        );

        CREATE TABLE metadata_writes (
            media_id CHAR(19) PRIMARY KEY,
            photo_key INTEGER NOT NULL REFERENCES photos(photo_key),
            storage_id INTEGER NOT NULL REFERENCES storages(storage_id),
            changes TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'pending' CHECK(state IN ('pending', 'failed')),
            problem TEXT,
            queued_at TEXT NOT NULL
        );
        CREATE INDEX metadata_writes_storage ON metadata_writes(storage_id, state);
        CREATE INDEX metadata_writes_photo ON metadata_writes(photo_key);

        CREATE TABLE file_journal (
            entry_id INTEGER PRIMARY KEY,
            storage_id INTEGER NOT NULL REFERENCES storages(storage_id),
            media_id CHAR(19) NOT NULL,
            path BLOB NOT NULL,
            state TEXT NOT NULL CHECK(state IN ('planned', 'prepared', 'done', 'failed')),
            details TEXT NOT NULL,
            problem TEXT,
            planned_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        );
        CREATE INDEX file_journal_open ON file_journal(state) WHERE state IN ('planned', 'prepared');

        CREATE TABLE star_queue (
            id INTEGER PRIMARY KEY,
            photo_md5 CHAR(32) NOT NULL,
            picture_hash CHAR(64) NOT NULL,
            action TEXT NOT NULL,
            queued_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'queued'
        );

        CREATE TABLE history (
            history_id INTEGER PRIMARY KEY,
            photo_key INTEGER NOT NULL REFERENCES photos(photo_key),
            field TEXT NOT NULL,
            old_value TEXT,
            new_value TEXT,
            changed_at TEXT NOT NULL,
            operation_id TEXT,
            undone_at TEXT
        );
        CREATE INDEX history_photo ON history(photo_key, history_id);

        CREATE TABLE operation_state (
            operation_id TEXT PRIMARY KEY,
            operation_type TEXT NOT NULL,
            status TEXT NOT NULL,
            started_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            checkpoint_data TEXT,
            performance_metrics TEXT,
            error_message TEXT,
            error_hint TEXT,
            storage_id INTEGER REFERENCES storages(storage_id),
            title TEXT NOT NULL DEFAULT '',
            parameters TEXT NOT NULL DEFAULT '{}',
            finished_at TEXT
        );
        CREATE INDEX idx_operation_status ON operation_state(status);
        CREATE INDEX idx_operation_type ON operation_state(operation_type);
        CREATE INDEX idx_operation_updated ON operation_state(updated_at);

        CREATE TABLE operation_problems (
            problem_id INTEGER PRIMARY KEY,
            operation_id TEXT NOT NULL REFERENCES operation_state(operation_id),
            path TEXT NOT NULL,
            fate TEXT NOT NULL,
            reason TEXT NOT NULL,
            hint TEXT,
            media_id CHAR(19),
            UNIQUE(operation_id, path)
        );

        CREATE TABLE settings (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        );

        CREATE VIRTUAL TABLE photo_search USING fts5(
            name, title, description, people, album, camera, path, keywords,
            tokenize = "unicode61 remove_diacritics 2"
        );
        """
)
