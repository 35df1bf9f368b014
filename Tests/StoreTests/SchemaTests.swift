import Foundation
import SQLite
import TestSupport
import Testing

@testable import Store

struct SchemaTests {
    /// What all migrations together make, as it was reviewed: `schema.sql` beside this file.
    @Test func `the migrated database has the reviewed schema`() throws {
        let folder = try TemporaryFolder()
        let store = try LibraryStore(path: folder.path + "/library.sqlite")
        let made =
            try store.read { connection in
                try connection.rows(
                    """
                    SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'photo\\_search\\_%' ESCAPE '\\'
                    ORDER BY type DESC, name
                    """
                ) { $0.text(0) }
            }.joined(separator: "\n") + "\n"
        let reviewed = try String(
            contentsOfFile: Corpus.packageFolder + "/Tests/StoreTests/schema.sql", encoding: .utf8)
        #expect(made == reviewed)
    }

    @Test func `a fresh library has nothing that does not fit`() throws {
        let folder = try TemporaryFolder()
        let store = try LibraryStore(path: folder.path + "/library.sqlite")
        #expect(try store.read { try LibraryCheck.problems($0) } == [])
        #expect(try store.integrityProblems() == [])
    }

    @Test func `the library folder is for its owner alone`() throws {
        let home = try TemporaryFolder()
        let folder = try LibraryFolder(path: home.path + "/a/b")
        let store = try LibraryStore(path: try folder.databasePath())
        defer { store.close() }
        _ = try folder.hashCachePath()
        func mode(_ path: String) throws -> Int {
            let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            return try #require(value)
        }
        #expect(try mode(home.path + "/a/b") == 0o700)
        #expect(try mode(try folder.databasePath()) == 0o600)
        #expect(try mode(try folder.hashCachePath()) == 0o600)
        #expect(try mode(try folder.databasePath() + "-wal") == 0o600)
    }

    @Test func `the second start opens the same generation`() throws {
        let home = try TemporaryFolder()
        let path = try LibraryFolder(path: home.path).databasePath()
        #expect(try LibraryFolder(path: home.path).databasePath() == path)
        #expect(path.hasSuffix("/generations/1/library.sqlite"))
    }
}
