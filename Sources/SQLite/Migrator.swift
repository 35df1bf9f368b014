package import Model

/// One immutable step of the schema; its number is its place in the list, counted from 1.
package struct Migration: Sendable {
    package let name: String
    package let apply: @Sendable (Connection) throws -> Void

    package init(_ name: String, apply: @escaping @Sendable (Connection) throws -> Void) {
        self.name = name
        self.apply = apply
    }

    /// A step that is plain SQL.
    package init(_ name: String, sql: String) {
        self.init(name) { try $0.execute(sql) }
    }
}

/// Why a schema cannot be brought up to date.
package struct MigrationError: Failure {
    package let subject: String?
    package let found: Int
    package let known: Int

    package var reason: String {
        found > known
            ? "it was written by a newer version (schema \(found); this one knows \(known))"
            : "it was written by an older version (schema \(found); this one needs \(known))"
    }
    package var hint: String? {
        found > known
            ? "Update Photostead on this machine; the library was left as it is."
            : "`photostead serve`, or any verb that changes something, brings it up to date."
    }
    package var severity: Severity { .preflight }
}

/// Applies the steps that a database lacks, each in its own transaction; `user_version` counts them.
struct Migrator {
    private let migrations: [Migration]

    init(_ migrations: [Migration]) { self.migrations = migrations }

    func migrate(_ connection: Connection, backupBefore: ((Connection) throws -> Void)?) throws {
        let version = try refuseNewer(connection)
        guard version < migrations.count else { return }
        if version > 0 { try backupBefore?(connection) }
        for number in (version + 1)...migrations.count {
            try connection.transaction {
                try migrations[number - 1].apply(connection)
                // PRAGMA takes no parameters; the number is ours.
                try connection.execute("PRAGMA user_version = \(number)")
            }
        }
    }

    /// For readers, which cannot bring a schema up to date.
    func requireCurrent(_ connection: Connection) throws {
        let version = try refuseNewer(connection)
        guard version == migrations.count else {
            throw MigrationError(subject: "the library", found: version, known: migrations.count)
        }
    }

    /// - Returns: the version of the schema, which is one we know.
    @discardableResult
    func refuseNewer(_ connection: Connection) throws -> Int {
        let version = try connection.integer("PRAGMA user_version")
        guard version <= migrations.count else {
            throw MigrationError(subject: "the library", found: version, known: migrations.count)
        }
        return version
    }
}
