import Foundation
import Model
import Platform
import StorageAccess
import Store
import TestSupport
import Testing

@testable import Storages

/// When a storage is online, and what offline means: nothing of it is touched.
struct StorageRootTests {
    private let room: IndexRoom
    private let storage: StorageRecord

    init() throws {
        room = try IndexRoom()
        try room.write("a.jpg", "photo a")
        storage = try room.actions.find(try room.add().uuid)
    }

    private func reason() throws -> String? { try room.actions.find(storage.uuid).stateReason }

    @Test func `a root that is not there, not a folder, unsigned or signed by another is offline`() throws {
        #expect(try reason() == nil)
        let signature = room.photos + "/.imalink-storage"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: signature))

        try FileManager.default.removeItem(atPath: signature)
        #expect(try reason()?.contains("its signature file is not there") ?? false)

        try Data("{".utf8).write(to: URL(fileURLWithPath: signature))
        #expect(try reason()?.contains("it is not the JSON of a storage signature") ?? false)

        let other = StorageSignature(
            storageUUID: "0f8fad5b-d9cb-469f-a165-70867728950e", displayName: "Another", createdAt: "")
        try Data(other.bytes).write(to: URL(fileURLWithPath: signature))
        #expect(try reason()?.contains("another storage lies there now (Another)") ?? false)

        try FileManager.default.removeItem(atPath: room.photos)
        #expect(try reason()?.contains("it does not exist") ?? false)
        try room.home.write("photos", "a file")
        #expect(try reason()?.contains("it is not a folder") ?? false)

        try FileManager.default.removeItem(atPath: room.photos)
        try room.home.write("photos/.imalink-storage", Array(bytes))
        #expect(try reason() == nil)
        #expect(try room.actions.find(storage.uuid).state == .online)
    }

    @Test func `a storage that is away keeps its rows and its place`() throws {
        try FileManager.default.moveItem(atPath: room.photos, toPath: room.home.path + "/away")
        #expect(throws: (any Error).self) { try room.index(StorageDocument(storage)) }
        #expect(try room.items() == ["a.jpg a"])
        #expect(!FileManager.default.fileExists(atPath: room.photos), "nothing is made where a drive was")
        var changes = StorageChanges()
        changes.name = "Renamed"
        #expect(try room.actions.change(storage.uuid, changes).name == "Renamed")
        changes.path = room.home.path + "/library"
        #expect(throws: (any Error).self) { try room.actions.change(storage.uuid, changes) }
        #expect(try room.actions.find(storage.uuid).root == storage.root)
    }

    @Test func `removing a storage leaves every file, and adding it again knows it`() throws {
        let before = try Originals(room.photos, without: [])
        _ = try room.actions.remove(storage.uuid)
        #expect(try room.items() == [])
        #expect(try Originals(room.photos, without: []).differences(from: before) == [])
        #expect(try room.add().uuid == storage.uuid)
        #expect(try room.items() == ["a.jpg a"])
    }

    @Test(arguments: [
        ("name", ""), ("policy", "frob"), ("path", "/nowhere"),
    ])
    func `a change that makes no sense is refused and changes nothing`(field: String, value: String) throws {
        var changes = StorageChanges()
        changes.notes = "new notes"
        switch field {
        case "name": changes.name = value
        case "policy": changes.policy = value
        default: changes.path = value
        }
        #expect(throws: (any Error).self) { try room.actions.change(storage.uuid, changes) }
        #expect(try room.actions.find(storage.uuid) == storage)
    }
}
