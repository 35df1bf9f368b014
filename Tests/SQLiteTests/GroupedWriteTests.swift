import Foundation
import Model
import Platform
import Testing

@testable import SQLite

struct GroupedWriteTests {
    private struct Refusal: Error {}

    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    private var path: String { folder.appending(path: "library.sqlite").path }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    /// Lets changes that wait together be committed by the loop.
    private func run(_ changes: [WriterChange<Int>]) throws -> Connection {
        let connection = try Connection(path: path, mode: .readWrite)
        try connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
        let jobs = BoundedQueue<WriterJob>(capacity: 64)
        for change in changes { jobs.send(.change(change)) }
        jobs.close()
        WriterLoop(connection: connection, jobs: jobs).run()
        return connection
    }

    private func insert(_ id: Int64, thenFail fails: Bool = false) -> WriterChange<Int> {
        WriterChange { connection in
            try connection.run("INSERT INTO notes VALUES (?)", [.integer(id)])
            if fails { throw Refusal() }
            return Int(id)
        }
    }

    @Test(arguments: [0, 1, 3])
    func `a change that fails takes nothing of the others with it`(failing: Int) throws {
        let changes = (0..<4).map { insert(Int64($0), thenFail: $0 == failing) }
        let connection = try run(changes)
        for (number, change) in changes.enumerated() {
            if number == failing {
                #expect(throws: Refusal.self) { try change.result() }
            } else {
                #expect(try change.result() == number)
            }
        }
        let ids = try connection.rows("SELECT id FROM notes ORDER BY id") { $0.int(0) }
        #expect(ids == (0..<4).filter { $0 != failing })
    }

    @Test func `changes that wait together are committed together`() throws {
        let path = path
        let looking = WriterChange<Int> { _ in
            try Connection(path: path, mode: .readOnly).integer("SELECT count(*) FROM notes")
        }
        let connection = try run([insert(1), looking, insert(2)])
        #expect(try looking.result() == 0, "the first change was committed before the second ran")
        #expect(try connection.integer("SELECT count(*) FROM notes") == 2)
    }

    @Test func `a commit that fails fails for everybody in it`() throws {
        let connection = try Connection(path: path, mode: .readWrite)
        try connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
        try connection.execute("CREATE TABLE b (a INTEGER REFERENCES a(id) DEFERRABLE INITIALLY DEFERRED)")
        let jobs = BoundedQueue<WriterJob>(capacity: 8)
        let good = WriterChange { try $0.run("INSERT INTO a VALUES (1)") }
        let dangling = WriterChange { try $0.run("INSERT INTO b VALUES (7)") }
        for change in [good, dangling] { jobs.send(.change(change)) }
        jobs.close()
        WriterLoop(connection: connection, jobs: jobs).run()
        #expect(throws: SQLiteError.self) { try good.result() }
        #expect(throws: SQLiteError.self) { try dangling.result() }
        #expect(try connection.integer("SELECT count(*) FROM a") == 0)
    }
}
