import Foundation
import Model
import Testing

@testable import SQLite

struct DatabaseTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private var path: String { folder.appending(path: "library.sqlite").path }
    private let notes = [Migration("notes", sql: "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT, data BLOB)")]

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    @Test func `values come back as they were bound`() throws {
        let database = try Database(path: path, migrations: notes)
        defer { database.close() }
        let text = "NUL \0 and é 🎃"
        try database.write { try $0.run("INSERT INTO notes VALUES (7, ?, ?)", [.text(text), .blob([0, 255, 1])]) }
        let row = try database.read { try $0.row("SELECT text, data FROM notes") { ($0.text(0), $0.blob(1)) } }
        #expect(row?.0 == text)
        #expect(row?.1 == [0, 255, 1])
    }

    @Test func `an empty text is no NULL and an empty blob is no NULL`() throws {
        let database = try Database(path: path, migrations: notes)
        defer { database.close() }
        try database.write { try $0.run("INSERT INTO notes VALUES (1, ?, ?)", [.text(""), .blob([])]) }
        let nulls = try database.read {
            try $0.integer("SELECT count(*) FROM notes WHERE text IS NULL OR data IS NULL")
        }
        #expect(nulls == 0)
    }

    @Test func `a write that throws changes nothing`() throws {
        let database = try Database(path: path, migrations: notes)
        defer { database.close() }
        #expect(throws: SQLiteError.self) {
            try database.write { connection in
                try connection.run("INSERT INTO notes (id) VALUES (1)")
                try connection.run("INSERT INTO notes (id) VALUES (1)")
            }
        }
        #expect(try database.read { try $0.integer("SELECT count(*) FROM notes") } == 0)
    }

    @Test func `a reader cannot write`() throws {
        let database = try Database(path: path, migrations: notes)
        defer { database.close() }
        #expect(throws: SQLiteError.self) { try database.read { try $0.run("INSERT INTO notes (id) VALUES (1)") } }
    }

    @Test func `a database of a newer version is refused and left alone`() throws {
        let database = try Database(path: path, migrations: notes + [Migration("more", sql: "CREATE TABLE more (id)")])
        database.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: MigrationError.self) { _ = try Database(path: path, migrations: notes) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func `migrations run once and in order and a backup comes first`() throws {
        try Database(path: path, migrations: notes).close()
        let copy = folder.appending(path: "backup.sqlite").path
        let more = notes + [Migration("title", sql: "ALTER TABLE notes ADD COLUMN title TEXT")]
        let database = try Database(path: path, migrations: more) { try $0.backup(to: copy) }
        defer { database.close() }
        let columns = try database.read { try $0.rows("PRAGMA table_info(notes)") { $0.text(1) } }
        #expect(columns == ["id", "text", "data", "title"])
        let old = try Connection(path: copy, mode: .readOnly)
        #expect(try old.rows("PRAGMA table_info(notes)") { $0.text(1) } == ["id", "text", "data"])
        #expect(try old.integrityProblems().isEmpty)
    }

    @Test func `a file that is no database gives a clear error`() throws {
        try Data(repeating: 65, count: 8192).write(to: URL(filePath: path))
        let error = #expect(throws: SQLiteError.self) { _ = try Database(path: path, migrations: notes) }
        #expect(error?.isCorrupt == true)
        #expect(error?.hint != nil)
    }

    @Test func `two hundred writers from eight threads lose nothing`() throws {
        let database = try Database(path: path, migrations: notes)
        defer { database.close() }
        DispatchQueue.concurrentPerform(iterations: 200) { number in
            do {
                try database.write { try $0.run("INSERT INTO notes (id) VALUES (?)", [.integer(number)]) }
            } catch {
                Issue.record(error)
            }
        }
        #expect(try database.read { try $0.integer("SELECT count(*) FROM notes") } == 200)
    }

    @Test func `the plan of a query names its index`() throws {
        let database = try Database(path: path, migrations: notes)
        defer { database.close() }
        let plan = try database.read { try $0.queryPlan("SELECT text FROM notes WHERE id = ?", [1]) }
        #expect(plan == ["SEARCH notes USING INTEGER PRIMARY KEY (rowid=?)"])
    }
}
