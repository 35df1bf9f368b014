import Foundation
import Model
import Platform
import SQLite
import StorageAccess
import StorageFormats
import TestSupport
import Testing

@testable import Store

/// When the index of a storage is written, and what is left when something goes wrong.
struct StorageIndexFilesTests {
    private let room: FormatRoom

    init() throws { room = try FormatRoom() }

    @Test func `every change of the rows leaves the index behind until it is written`() throws {
        #expect(try room.files.behind().map(\.id) == [room.id])
        try room.add([("a.jpg", "abc")])
        #expect(try room.write())
        #expect(try room.files.behind().isEmpty)
        #expect(try !room.write())
        let (store, id) = (room.store, room.id)
        let changes: [@Sendable (ItemWriter, KnownItem) throws -> Void] = [
            { _ = try $0.markMissing($1.id, at: $1.path) }, { try $0.markPresent($1.id) },
        ]
        for change in changes {
            try store.write { connection in
                for item in try KnownItem.page(storage: id, after: [], limit: 1, connection) {
                    try change(ItemWriter(connection, storage: id, now: 0), item)
                }
            }
            #expect(try room.files.behind().map(\.id) == [id])
            #expect(try room.write())
        }
        // A file that was rated has another size.
        try room.add([(Array("a.jpg".utf8), "abc")], size: 10)
        #expect(try room.state.isBehind)
        #expect(try room.write())
        // Nothing that the index tells of has changed.
        try room.add([(Array("a.jpg".utf8), "abc")], size: 10)
        #expect(try !room.state.isBehind)
    }

    @Test func `the one before is kept, and the signature says what the row says`() throws {
        try room.add([("a.jpg", "abc")])
        try room.write()
        let first = room.content(StorageFiles.masterIndex)
        try room.add([("b.jpg", "def")])
        try room.write()
        #expect(room.content(StorageFiles.previousMasterIndex) == first)
        #expect(room.content(StorageFiles.masterIndex) != first)
        let signature = try #require(try StorageSignature.read(in: room.root))
        #expect(signature.photoCount == 2)
        #expect(signature.totalSizeBytes == 18)
        #expect(signature.lastIndexed == "2024-10-19T20:30:45Z")
    }

    @Test func `an index that somebody deleted is written again`() throws {
        try room.add([("a.jpg", "abc")])
        try room.write()
        unlink(room.home.path + "/photos/" + StorageFiles.masterIndex)
        #expect(try room.write())
        #expect(room.content(StorageFiles.masterIndex) != nil)
    }

    @Test func `nothing is written where the storage does not lie, and it stays behind`() throws {
        try room.add([("a.jpg", "abc")])
        unlink(room.home.path + "/photos/" + StorageSignature.fileName)
        #expect(throws: StorageOffline.self) { try room.write() }
        #expect(room.content(StorageFiles.masterIndex) == nil)
        #expect(try room.state.isBehind)
    }

    @Test func `a storage that was never indexed to the end gets none`() throws {
        let id = room.id
        try room.store.write { try $0.run("UPDATE storages SET last_indexed = NULL WHERE storage_id = \(id)") }
        try room.add([("a.jpg", "abc")])
        #expect(try room.files.behind().isEmpty)
        #expect(try !room.write())
    }

    @Test func `temporaries of a crash go, those of photos stay`() throws {
        try room.home.write("photos/.photostead-new-index-abc")
        try room.home.write("photos/.photostead-new-abc")
        try room.write()
        #expect(room.content(".photostead-new-index-abc") == nil)
        #expect(room.content(".photostead-new-abc") != nil)
    }
}
