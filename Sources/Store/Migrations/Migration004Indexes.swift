import SQLite

/// Migration 4: equal files are found by their SHA-256; an index by size and CRC32 has no reader.
let migration004Indexes = Migration("indexes", sql: "DROP INDEX media_items_dedup;")
