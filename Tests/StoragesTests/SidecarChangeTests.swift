import Engine
import Foundation
import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Storages
@testable import Store

/// Another program edits a sidecar, and the next index run takes it over.
struct SidecarChangeTests {
    private let room: IndexRoom

    init() throws { room = try IndexRoom() }

    /// `path stars` of every photo.
    private func ratings() throws -> [String] {
        try room.store.read { connection in
            try connection.rows(
                """
                SELECT relative_path || ' ' || coalesce(rating, '-') FROM media_items JOIN photos USING (photo_key)
                ORDER BY path
                """
            ) { $0.text(0) }
        }
    }

    @Test func `a new sidecar, a changed one, and one that has not changed`() throws {
        try room.write("a.jpg", "photo a")
        try room.write("b.jpg", "photo b 2")
        let storage = try room.add()
        try room.write("a.jpg.xmp", "sidecar 3")
        #expect(try room.index(storage).progress.counts["sidecars"] == 1)
        #expect(try ratings() == ["a.jpg 3", "b.jpg 2"])
        #expect(try room.index(storage).progress.counts["sidecars"] == nil)
        try room.write("a.jpg.xmp", "sidecar 5")
        try room.write("b.jpg.xmp", "sidecar 1")
        _ = room.reading.takeRead()
        _ = try room.index(storage)
        #expect(room.reading.takeRead() == ["a.jpg.xmp", "b.jpg.xmp"])
        #expect(try ratings() == ["a.jpg 5", "b.jpg 1"])
        // Without a word about the rating it says nothing about it.
        try room.write("a.jpg.xmp", "nothing of that kind")
        _ = try room.index(storage)
        #expect(try ratings() == ["a.jpg 5", "b.jpg 1"])
    }

    @Test func `the short name speaks for every photo of the stem that has none of its own`() throws {
        for name in ["x/a.jpg", "x/a.dng", "x/ab.jpg", "x/a"] { try room.write(name, "photo \(name)") }
        let storage = try room.add()
        try room.write("x/a.jpg.xmp", "sidecar 2")
        try room.write("x/a.xmp", "sidecar 4")
        _ = try room.index(storage)
        #expect(try ratings() == ["x/a 4", "x/a.dng 4", "x/a.jpg 2", "x/ab.jpg -"])
        #expect(try room.index(storage).progress.counts["sidecars"] == nil)
    }

    @Test func `what waits to be written and what was edited since is kept`() throws {
        try room.write("a.jpg", "photo a")
        try room.write("b.jpg", "photo b")
        let storage = try room.add()
        try room.store.write { connection in
            try connection.run("UPDATE photos SET rating = 1")
            try connection.run(
                """
                INSERT INTO metadata_writes (media_id, photo_key, storage_id, changes, queued_at)
                SELECT id, photo_key, storage_id, '{"rating":1}', '' FROM media_items WHERE relative_path = 'a.jpg'
                """)
        }
        try room.write("a.jpg.xmp", "sidecar 5")
        try room.write("b.jpg.xmp", "sidecar 5")
        let store = room.store
        room.reading.before.withLock {
            $0 = {
                // Somebody rates a photo while its sidecar is being read.
                do {
                    try store.write {
                        try $0.run("UPDATE photos SET rating = 4 WHERE picture_hash = 'b'")
                    }
                } catch { Issue.record(error) }
            }
        }
        _ = try room.index(storage)
        #expect(try ratings() == ["a.jpg 1", "b.jpg 4"])
        // Nobody has edited it since: now the sidecar is heard.
        room.reading.before.withLock { $0 = nil }
        _ = try room.index(storage)
        #expect(try ratings() == ["a.jpg 1", "b.jpg 5"])
    }
}
