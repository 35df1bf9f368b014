import Foundation
import Glibc
import Model
import Platform
import StorageAccess
import Store
import TestSupport
import Testing

@testable import Storages

/// Which folders become storages, and what is left alone when they do not.
struct StorageCreationTests {
    private let room: IndexRoom

    init() throws { room = try IndexRoom() }

    private func create(_ path: String, name: String? = nil) throws -> StorageRecord {
        try StorageCreation(
            store: room.store, locks: room.locks, ownFolders: [room.home.path + "/library"], time: room.time
        )
        .create(path: path, name: name).storage
    }

    private func refusal(_ path: String) -> String? {
        do {
            _ = try create(path)
            return nil
        } catch let failure as any Failure {
            #expect(failure.severity == .preflight)
            #expect(failure.hint != nil, "\(failure.reason)")
            return failure.reason
        } catch { return "\(error)" }
    }

    @Test func `a folder is signed and written down`() throws {
        let storage = try create(room.photos)
        #expect(storage.name == "photos")
        #expect(storage.state == .online)
        #expect(storage.displayRoot == (room.photos as NSString).resolvingSymlinksInPath)
        let signature = try #require(try StorageSignature.read(in: Folder(path: room.photos)))
        #expect(signature.storageUUID == storage.uuid)
        #expect(signature.displayName == "photos")
        #expect(signature.createdAt == "2001-09-09T01:46:40Z")
        #expect(try room.store.read { try StorageRecord.all($0) }.map(\.uuid) == [storage.uuid])
    }

    @Test func `paths are cleaned, and links followed to where the photos are`() throws {
        symlink(room.photos, room.home.path + "/link")
        let storage = try create(room.home.path + "/./library/..//link/")
        #expect(storage.displayRoot.hasSuffix("/photos"))
        #expect(refusal(room.photos) == "it is the storage “photos” already")
    }

    @Test func `refusals leave neither a row nor a file`() throws {
        let file = try room.home.write("file.jpg", "x")
        try room.home.makeFolder("library/inside")
        try room.home.write("damaged/.imalink-storage", "{")
        try room.home.write("newer/.imalink-storage", "{\"imalink_storage_version\": \"2.0\"}")
        try room.home.write("huge/.imalink-storage", [UInt8](repeating: 0x20, count: 2 << 20))
        symlink("/nowhere", room.home.path + "/dangling")
        for (path, words) in [
            ("/nowhere", "no such folder"), (file, "not a folder"), ("", "empty"), ("/a\u{0}b", "NUL"),
            (room.home.path + "/library", "its own data"), (room.home.path + "/library/inside", "its own data"),
            (room.home.path, "its own data"), (room.home.path + "/damaged", "not the JSON"),
            (room.home.path + "/newer", "its version is 2.0"), (room.home.path + "/huge", "too large"),
            (room.home.path + "/dangling", "no such folder"), ("relative/nowhere", "no absolute path"),
            ("/" + String(repeating: "x", count: 300), "too long"), ("/proc/self/mem/x", "not a folder"),
        ] {
            #expect(refusal(path)?.contains(words) ?? false, "\(path): \(refusal(path) ?? "accepted")")
        }
        #expect(try room.store.read { try StorageRecord.all($0) }.isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: room.home.path + "/damaged") == [".imalink-storage"])
    }

    @Test func `a folder inside or around a storage is refused, one beside it is not`() throws {
        try room.home.makeFolder("photos/a")
        try room.home.makeFolder("photos-more")
        try room.home.makeFolder("outer/inner")
        _ = try create(room.photos)
        _ = try create(room.home.path + "/outer/inner")
        #expect(refusal(room.photos + "/a")?.contains("inside the storage “photos”") ?? false)
        #expect(refusal(room.home.path + "/outer")?.contains("around the storage “inner”") ?? false)
        #expect(try create(room.home.path + "/photos-more").name == "photos-more")
    }

    @Test func `a signature that is there already is kept, with its name and notes`() throws {
        let signature = StorageSignature(
            storageUUID: "0f8fad5b-d9cb-469f-a165-70867728950e", displayName: "Grandma",
            createdAt: "2020-01-01T00:00:00Z",
            notes: "box 3", tags: ["old"])
        try room.home.write("photos/.imalink-storage", signature.bytes)
        let before = try Originals(room.photos, without: [])
        let storage = try create(room.photos)
        #expect(storage.uuid == signature.storageUUID)
        #expect([storage.name, storage.notes] + storage.tags == ["Grandma", "box 3", "old"])
        #expect(try Originals(room.photos, without: []).differences(from: before) == [])
    }

    @Test func `a copy of a storage that is online is refused, a moved one is found again`() throws {
        let storage = try create(room.photos)
        try FileManager.default.copyItem(atPath: room.photos, toPath: room.home.path + "/copy")
        #expect(refusal(room.home.path + "/copy")?.contains("carries the signature of the storage “photos”") ?? false)
        try FileManager.default.removeItem(atPath: room.photos)
        let moved = try create(room.home.path + "/copy")
        #expect(moved.uuid == storage.uuid)
        #expect(moved.id == storage.id)
        #expect(moved.displayRoot.hasSuffix("/copy"))
    }

    @Test(.enabled(if: getuid() == 0, "only root can look through another user's eyes"))
    func `a folder that may not be listed is refused, one that may not be written is read-only`() throws {
        try room.home.write("shut/a.jpg", "photo a")
        try room.home.write("fixed/a.jpg", "photo a")
        chmod(room.home.path + "/shut", 0o700)
        chmod(room.home.path + "/fixed", 0o755)
        chmod(room.home.path, 0o755)
        // Whoever runs the program has the library for himself.
        for own in ["library", "pictures"] { #expect(chown(room.home.path + "/" + own, 65534, 65534) == 0) }
        #expect(asNobody { refusal(room.home.path + "/shut") }?.contains("permission denied") ?? false)
        let fixed = try asNobody { try create(room.home.path + "/fixed") }
        #expect(fixed.state == .readOnly)
        #expect(!fixed.hasSignature)
    }
}
