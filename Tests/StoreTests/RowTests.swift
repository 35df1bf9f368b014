import Model
import SQLite
import TestSupport
import Testing

@testable import Store

struct RowTests {
    @Test(arguments: ["'strange', 'complete'", "'index', 'strange'", "'index', ''"])
    func `a word that nobody knows is an error and no other word`(words: String) throws {
        let folder = try TemporaryFolder()
        let store = try LibraryStore(path: folder.path + "/library.sqlite")
        try store.write {
            try $0.run(
                """
                INSERT INTO operation_state (operation_id, operation_type, status, started_at, updated_at)
                VALUES ('1', \(words), '', '')
                """)
        }
        #expect(throws: UnknownWord.self) { try store.read { try OperationRecord.find("1", $0) } }
    }

    @Test(arguments: ["a/../b", "/a", ""]) func `a path that leads out of its storage is an error`(path: String) throws
    {
        let database = try Connection(path: ":memory:", mode: .readWrite)
        #expect(throws: UnknownWord.self) {
            try database.row("SELECT ?, 1", [.blob(Array(path.utf8))]) { try $0.path() }
        }
    }

    @Test func `columns are read one after the other`() throws {
        let database = try Connection(path: ":memory:", mode: .readWrite)
        let row = try database.row("SELECT 1, 'two', NULL, x'04', 'online'") {
            (try $0.number() as ItemState, $0.text(), $0.optionalInt(), $0.blob(), try $0.word() as StorageState)
        }
        let (state, text, nothing, bytes, word) = try #require(row)
        #expect(state == .missing && text == "two" && nothing == nil && bytes == [4] && word == .online)
    }
}
