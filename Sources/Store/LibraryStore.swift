package import Platform
package import SQLite

/// The library's database and what is known of it while it is open.
///
/// One process at a time writes (the data folder is locked by the program); reading needs no lock.
package final class LibraryStore: Sendable {
    package let database: Database
    /// Counts the committed changes of photos, so that cached figures know when they are old.
    package let revision = Lock(0)
    private let ids = Lock(MediaIDCounter())

    /// Opens or creates `library.sqlite` at `path` and brings it up to date.
    ///
    /// - Parameter backups: folder for the copy that is made before a migration.
    /// - Throws: `SQLiteError`, `MigrationError`.
    package init(path: String, backups: String? = nil, now: Double = SystemTime().now) throws {
        database = try Database(path: path, migrations: libraryMigrations) { connection in
            guard let backups else { return }
            let name = "before-migration-\(CivilTime(seconds: Int64(now)).compact).sqlite"
            _ = try SafeFile.create(Array(name.utf8), in: Folder(path: backups), mode: 0o600)
            try connection.backup(to: backups + "/" + name)
        }
    }

    /// Opens the library for reading only, beside the process that has it open.
    ///
    /// - Throws: `SQLiteError`, `MigrationError`.
    package init(reading path: String) throws { database = try Database(reading: path, migrations: libraryMigrations) }

    /// Runs `body` on a read-only connection.
    package func read<Result>(_ body: (Connection) throws -> Result) throws -> Result { try database.read(body) }

    /// Runs `body` in one transaction on the only writing connection.
    package func write<Result: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Result) throws -> Result {
        let result = try database.write(body)
        revision.withLock { $0 += 1 }
        return result
    }

    /// Hands out identifiers; the counter of a second goes on where the table ends.
    package func nextID(second: Int64, in connection: Connection) throws -> String {
        try ids.withLock { try $0.next(second: second, in: connection) }
    }

    package func close() { database.close() }
}

/// Every migration there ever was, in order. A migration that was released is never changed.
package let libraryMigrations = [
    migration001Library, migration002Storages, migration003Imports, migration004Indexes,
]
