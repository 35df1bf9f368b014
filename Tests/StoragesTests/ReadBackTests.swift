import Engine
import Foundation
import Model
import SQLite
import TestSupport
import Testing

@testable import Storages
@testable import Store

/// A file that another program has changed, against what the library says.
struct ReadBackTests {
    private let room: IndexRoom
    private let storage: StorageDocument

    init() throws {
        room = try IndexRoom()
        try room.write("a.jpg", "photo a 2")
        try room.write("b.jpg", "photo b")
        storage = try room.add()
    }

    private func rating(_ picture: String = "a") throws -> Int? {
        try room.store.read { connection in
            try connection.row("SELECT rating FROM photos WHERE picture_hash = ?", [.text(picture)]) {
                $0.optionalInt(0)
            }
        } ?? nil
    }

    /// Somebody rates the photo, and the file is not written yet.
    private func rate(_ stars: Int) throws {
        try room.store.write { connection in
            try connection.run("UPDATE photos SET rating = ? WHERE picture_hash = 'a'", [.integer(stars)])
            try connection.run(
                """
                INSERT INTO metadata_writes (media_id, photo_key, storage_id, changes, queued_at)
                SELECT id, photo_key, storage_id, json_object('rating', ?), '' FROM media_items
                WHERE original_title = 'a.jpg'
                """, [.integer(stars)])
        }
    }

    private func waiting() throws -> [String] {
        try room.store.read { connection in
            try connection.rows(
                """
                SELECT i.original_title || ' ' || w.state || ' ' || w.changes FROM metadata_writes w
                JOIN media_items i ON i.id = w.media_id ORDER BY i.path
                """
            ) { $0.text(0) }
        }
    }

    private func conflict() throws -> ConflictDocument? {
        try room.listing.conflicts(try room.actions.find(storage.uuid), .metadataMismatch, after: nil, limit: 10).items
            .first
    }

    private func settle(_ action: ConflictChoice) throws {
        _ = try ConflictActions(store: room.store, board: room.board, time: room.time)
            .answer(ConflictAnswer(action, ids: nil), try room.actions.find(storage.uuid))
    }

    @Test func `only the file has changed: the library takes it, with history, for all files of the photo`() throws {
        try room.write("copy.jpg", "photo a 2")
        _ = try room.index(storage)
        try room.write("a.jpg", "photo a 4")
        _ = try room.index(storage)
        #expect(try rating() == 4)
        #expect(try conflict() == nil)
        #expect(try waiting() == [#"copy.jpg pending {"rating":4}"#])
        let history = try room.store.read {
            try $0.rows("SELECT field || ' ' || old_value || ' ' || new_value FROM history") { $0.text(0) }
        }
        #expect(history == ["rating 2 4"])
    }

    @Test func `the file has lost its rating`() throws {
        try room.write("a.jpg", "photo a")
        _ = try room.index(storage)
        #expect(try rating() == nil)
    }

    @Test func `only the library has changed: it holds`() throws {
        try rate(5)
        try room.write("a.jpg", "photo a 2")
        _ = try room.index(storage)
        #expect(try rating() == 5)
        #expect(try conflict() == nil)
        #expect(try waiting() == [#"a.jpg pending {"rating":5}"#])
    }

    @Test func `both have changed alike: there is nothing to decide`() throws {
        try rate(5)
        try room.write("a.jpg", "photo a 5")
        _ = try room.index(storage)
        #expect(try rating() == 5)
        #expect(try conflict() == nil)
    }

    @Test func `both have changed: shown, nothing written, until somebody keeps the library's`() throws {
        try rate(5)
        try room.write("a.jpg", "photo a 1")
        _ = try room.index(storage)
        #expect(try rating() == 5)
        #expect(try conflict()?.differences == [.init(field: .rating, library: "5", file: "1")])
        #expect(try waiting() == [#"a.jpg failed {"rating":5}"#])
        try settle(.keepLibrary)
        #expect(try waiting() == [#"a.jpg pending {"rating":5}"#])
        #expect(try conflict() == nil)
        #expect(try rating() == 5)
    }

    @Test func `both have changed, and somebody takes the file's`() throws {
        try rate(5)
        try room.write("a.jpg", "photo a 1")
        _ = try room.index(storage)
        try settle(.takeFile)
        #expect(try rating() == 1)
        #expect(try waiting() == [])
        #expect(try conflict() == nil)
        _ = try room.index(storage, .full)
        #expect(try rating() == 1)
        #expect(try conflict() == nil)
    }

    @Test func `a conflict ends when the file says what the library says`() throws {
        try rate(5)
        try room.write("a.jpg", "photo a 1")
        _ = try room.index(storage)
        try room.write("a.jpg", "photo a 5")
        _ = try room.index(storage)
        #expect(try conflict() == nil)
        #expect(try rating() == 5)
    }
}
