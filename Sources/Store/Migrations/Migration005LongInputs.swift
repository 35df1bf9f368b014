import SQLite

/// Migration 5: what operations are started with and their rows would be too short for, and plans that wait to be
/// confirmed.
let migration005LongInputs = Migration(
    "long-inputs",
    sql: """
        -- Photos that somebody chose, as they were at the click.
        CREATE TABLE selections (
            selection_id INTEGER PRIMARY KEY,
            operation_id TEXT REFERENCES operation_state(operation_id) ON DELETE CASCADE,
            photo_count INTEGER NOT NULL,
            made_at TEXT NOT NULL
        );
        CREATE INDEX selections_operation ON selections(operation_id);
        CREATE TABLE selected_photos (
            selection_id INTEGER NOT NULL REFERENCES selections(selection_id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            photo_id TEXT NOT NULL,
            PRIMARY KEY (selection_id, position)
        ) WITHOUT ROWID;

        CREATE TABLE plans (
            plan_id CHAR(36) PRIMARY KEY CHECK(length(plan_id) = 36),
            operation_type TEXT NOT NULL,
            inputs TEXT NOT NULL,
            ground TEXT NOT NULL,
            made_at TEXT NOT NULL
        );
        """
)
