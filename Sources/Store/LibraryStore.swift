import Model
package import Platform
import SQLite

/// The library's database and what is known of it while it is open.
///
/// One process at a time writes (the data folder is locked by the program); reading needs no lock.
package final class LibraryStore: Sendable {
    private let database: Database
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

    /// Runs `body` with one snapshot of the library.
    package func read<Result>(_ body: (Reading) throws -> Result) throws -> Result {
        try database.read { try body(Reading($0)) }
    }

    /// Runs `body` in one transaction, one after the other.
    package func write<Result: Sendable>(_ body: @escaping @Sendable (Writing) throws -> Result) throws -> Result {
        let result = try database.write { [ids] in try body(Writing($0, ids)) }
        revision.withLock { $0 += 1 }
        return result
    }

    /// What the database finds wrong with its own file; empty when it is sound.
    package func integrityProblems() throws -> [String] { try database.read { try $0.integrityProblems() } }

    package func close() { database.close() }
}

/// Every migration there ever was, in order. A migration that was released is never changed.
let libraryMigrations = [
    migration001Library, migration002Storages, migration003Imports, migration004Indexes,
    migration005LongInputs,
]
