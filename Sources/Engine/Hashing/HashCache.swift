package import Media
package import Model
package import Platform
import SQLite

/// What identifies the content of a file without opening it.
package struct HashCacheKey: Sendable, Hashable {
    /// UUID of the storage.
    package let storage: String
    package let path: RelativePath
    package let modifiedNanoseconds: Int64
    /// Bytes.
    package let size: Int64

    package init(storage: String, path: RelativePath, modifiedNanoseconds: Int64, size: Int64) {
        self.storage = storage
        self.path = path
        self.modifiedNanoseconds = modifiedNanoseconds
        self.size = size
    }
}

/// Digests, picture hash and read facts of files that have not changed since: in memory first, then in a database
/// file of its own that survives a rebuild of the library.
package final class HashCache: Sendable {
    /// How often it helped since the program started, for the settings page.
    package struct Figures: Sendable, Hashable {
        package var memoryHits = 0
        package var tableHits = 0
        package var misses = 0
        package var rows = 0
        /// Of the database file.
        package var bytes: Int64 = 0
    }

    private struct Place: Hashable {
        let storage: String
        let path: RelativePath
    }

    private struct State {
        var recent: RecentlyUsed<HashCacheKey, Facts>
        var unwritten: [(HashCacheKey, Facts)] = []
        /// How often files were forgotten, and of those forgotten last when it was.
        var forgettings = 0
        var forgotten = RecentlyUsed<Place, Int>(capacity: 4096)
        var figures = Figures()
    }

    private let database: Database
    private let state: Lock<State>
    private let time: any TimeSource

    /// - Parameters:
    ///   - path: the database file.
    ///   - memory: how many files the first level holds.
    /// - Throws: `SQLiteError`, `MigrationError`.
    package init(path: String, memory: Int = 1000, time: any TimeSource = SystemTime()) throws {
        database = try Database(path: path, migrations: [Self.schema])
        state = Lock(State(recent: RecentlyUsed(capacity: memory)))
        self.time = time
    }

    /// What is known of a file with this name, time and size; nil when it has to be read.
    package func facts(_ key: HashCacheKey) throws -> Facts? { try facts(of: [key])[0] }

    /// As `facts` for many files, in their order.
    package func facts(of keys: [HashCacheKey]) throws -> [Facts?] {
        var found = state.withLock { state in keys.map { state.recent[$0] } }
        let unknown = found.indices.filter { found[$0] == nil }
        guard !unknown.isEmpty else {
            state.withLock { $0.figures.memoryHits += keys.count }
            return found
        }
        try database.read { connection in
            for index in unknown { found[index] = try Self.facts(keys[index], connection) }
        }
        state.withLock { state in
            state.figures.memoryHits += keys.count - unknown.count
            for index in unknown {
                if let facts = found[index] {
                    state.figures.tableHits += 1
                    state.recent[keys[index]] = facts
                } else {
                    state.figures.misses += 1
                }
            }
        }
        return found
    }

    private static func facts(_ key: HashCacheKey, _ connection: Connection) throws -> Facts? {
        try connection.row(
            """
            SELECT facts FROM hash_cache
            WHERE storage_uuid = ? AND path = ? AND mtime_ns = ? AND file_size = ?
            """,
            [.text(key.storage), .blob(key.path.bytes), .integer(key.modifiedNanoseconds), .integer(key.size)]
        ) { decode($0.blob(0)) } ?? nil
    }

    /// A moment, for `store`: whatever is read from now on was not forgotten before.
    package func moment() -> Int { state.withLock { $0.forgettings } }

    /// Remembers what was read; `flush` makes it last.
    ///
    /// - Parameter moment: before the file was opened. What was forgotten since is not remembered: it was read before.
    package func store(_ facts: Facts, for key: HashCacheKey, readSince moment: Int = .max) {
        state.withLock {
            if let last = $0.forgotten[Place(storage: key.storage, path: key.path)], last > moment { return }
            $0.recent[key] = facts
            $0.unwritten.append((key, facts))
        }
    }

    /// Writes what was remembered since the last call.
    ///
    /// - Parameter count: with fewer files nothing is written yet.
    package func flush(from count: Int = 1) throws {
        guard state.withLock({ $0.unwritten.count >= count }) else { return }
        let now = ISO8601.utc(time.now)
        try database.write { [state] connection in
            // Taken on the writer's thread, so that what is forgotten meanwhile is not written after that.
            let unwritten = state.withLock { state in
                defer { state.unwritten = [] }
                return state.unwritten
            }
            for (key, facts) in unwritten {
                try connection.run(
                    "INSERT OR REPLACE INTO hash_cache VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [
                        .text(key.storage), .blob(key.path.bytes), .integer(key.modifiedNanoseconds),
                        .integer(key.size), .text(facts.digests.sha256), .blob([Self.version] + facts.body), .text(now),
                    ])
            }
        }
    }

    /// Forgets files that lie elsewhere now and are known there.
    package func forget(_ keys: [HashCacheKey]) throws {
        guard !keys.isEmpty else { return }
        state.withLock { state in
            for key in keys { state.recent[key] = nil }
        }
        try database.write { connection in
            for key in keys {
                try connection.run(
                    "DELETE FROM hash_cache WHERE storage_uuid = ? AND path = ? AND mtime_ns = ? AND file_size = ?",
                    [.text(key.storage), .blob(key.path.bytes), .integer(key.modifiedNanoseconds), .integer(key.size)])
            }
        }
    }

    /// Forgets a file that is about to be replaced, durably: its successor may have the same time and size.
    package func forget(_ path: RelativePath, inStorage storage: String) throws {
        let place = Place(storage: storage, path: path)
        state.withLock { state in
            state.forgettings += 1
            state.forgotten[place] = state.forgettings
            state.recent.remove { $0.path == path && $0.storage == storage }
            state.unwritten.removeAll { $0.0.path == path && $0.0.storage == storage }
        }
        try database.write { connection in
            try connection.run(
                "DELETE FROM hash_cache WHERE storage_uuid = ? AND path = ?", [.text(storage), .blob(path.bytes)])
        }
    }

    package func figures() throws -> Figures {
        let (rows, bytes) = try database.read { connection in
            let pages = try connection.integer("PRAGMA page_count") * connection.integer("PRAGMA page_size")
            return (try connection.integer("SELECT count(*) FROM hash_cache"), Int64(pages))
        }
        return state.withLock { state in
            var figures = state.figures
            figures.rows = rows
            figures.bytes = bytes
            return figures
        }
    }

    /// Forgets the files for which `isCurrent` is false: they are gone or have changed.
    ///
    /// - Returns: how many entries went.
    package func clean(_ isCurrent: (HashCacheKey) -> Bool) throws -> Int {
        try flush()
        var removed = 0
        var last = HashCacheCursor()
        while let page = try nextPage(after: last) {
            last = page.end
            let stale = page.keys.filter { !isCurrent($0) }
            removed += stale.count
            try database.write { connection in
                for key in stale {
                    try connection.run(
                        "DELETE FROM hash_cache WHERE storage_uuid = ? AND path = ?",
                        [.text(key.storage), .blob(key.path.bytes)])
                }
            }
        }
        state.withLock { $0.recent.removeAll() }
        return removed
    }

    package func close() throws {
        try flush()
        database.close()
    }

    private struct HashCacheCursor {
        var storage = ""
        var path: [UInt8] = []
    }

    private func nextPage(after last: HashCacheCursor) throws -> (keys: [HashCacheKey], end: HashCacheCursor)? {
        let rows = try database.read { connection in
            try connection.rows(
                """
                SELECT storage_uuid, path, mtime_ns, file_size FROM hash_cache
                WHERE (storage_uuid, path) > (?, ?) ORDER BY storage_uuid, path LIMIT 1000
                """, [.text(last.storage), .blob(last.path)]
            ) { (storage: $0.text(0), path: $0.blob(1), modified: $0.int64(2), size: $0.int64(3)) }
        }
        guard let end = rows.last else { return nil }
        let keys = rows.compactMap { row in
            RelativePath(bytes: row.path).map {
                HashCacheKey(storage: row.storage, path: $0, modifiedNanoseconds: row.modified, size: row.size)
            }
        }
        return (keys, HashCacheCursor(storage: end.storage, path: end.path))
    }

    /// Of the facts' encoding and of what workers read: entries of another version are read anew.
    private static let version: UInt8 = 2

    private static func decode(_ bytes: [UInt8]) -> Facts? {
        guard bytes.first == version else { return nil }
        // An entry that cannot be understood is as good as none: the file is read again.
        return try? Facts(body: Array(bytes.dropFirst()))
    }

    private static let schema = Migration(
        "hash cache",
        sql: """
            CREATE TABLE hash_cache (
                storage_uuid TEXT NOT NULL,
                path BLOB NOT NULL,
                mtime_ns BIGINT NOT NULL,
                file_size BIGINT NOT NULL,
                content_hash CHAR(64) NOT NULL,
                facts BLOB NOT NULL,
                cached_at TEXT NOT NULL,
                PRIMARY KEY (storage_uuid, path)
            ) WITHOUT ROWID;
            """)
}
