import SQLite

/// Small values of the library, by name.
package enum Settings {
    package static func value(_ key: String, _ reading: Reading) throws -> String? {
        try reading.row("SELECT value FROM settings WHERE key = ?", [.text(key)]) { $0.text() }
    }

    package static func set(_ key: String, to value: String, _ writing: Writing) throws {
        try writing.run(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [.text(key), .text(value)])
    }

    package static func remove(_ key: String, _ writing: Writing) throws {
        try writing.run("DELETE FROM settings WHERE key = ?", [.text(key)])
    }
}
