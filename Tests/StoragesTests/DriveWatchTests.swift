import Foundation
import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Storages

/// Drives that go, come back, and come back elsewhere.
struct DriveWatchTests {
    private let room: IndexRoom
    private let storage: StorageDocument
    private let mounted = Lock<[String]>([])
    private let watch: DriveWatch

    init() throws {
        room = try IndexRoom()
        try room.write("a.jpg", "photo a")
        storage = try room.add()
        let mounted = mounted
        watch = DriveWatch(store: room.store, time: room.time) {
            let lines = mounted.withLock { $0 }.enumerated().map { number, path in
                "\(100 + number) 1 0:1 / \(path) rw - ext4 /dev/sdb\(number) rw\n"
            }
            return Mounts(mountInfo: Array(lines.joined().utf8))
        }
    }

    private var away: String { room.home.path + "/away" }
    private func take() throws { try FileManager.default.moveItem(atPath: room.photos, toPath: away) }
    private func row() throws -> StorageRecord {
        try #require(try room.store.read { try StorageRecord.find(uuid: storage.uuid, $0) })
    }

    @Test func `a drive that goes is offline, and online by itself when it is back`() throws {
        #expect(try watch.look().isEmpty)
        try take()
        #expect(try watch.look().isEmpty)
        #expect(try row().state == .offline)
        #expect(try room.items() == ["a.jpg a"])
        try FileManager.default.moveItem(atPath: away, toPath: room.photos)
        #expect(try watch.look().map(\.uuid) == [storage.uuid])
        #expect(try row().state == .online)
        #expect(try watch.look().isEmpty, "it is told once")
    }

    @Test(arguments: ["", "/user", "/user/drive"])
    func `a drive that comes back elsewhere takes its path along`(below: String) throws {
        try room.home.makeFolder("media")
        try take()
        _ = try watch.look()
        let place = room.home.path + "/media" + below
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try FileManager.default.removeItem(atPath: place)
        try FileManager.default.moveItem(atPath: away, toPath: place)
        mounted.withLock { $0 = [room.home.path + "/media"] }
        #expect(try watch.look().map(\.displayRoot) == [place])
        #expect(try row().displayRoot == place)
        #expect(try row().state == .online)
        #expect(try room.items() == ["a.jpg a"])
    }

    @Test func `a copy on another drive does not take the place of a storage that is there`() throws {
        let copy = try room.home.makeFolder("copy")
        try FileManager.default.copyItem(
            atPath: room.photos + "/.imalink-storage", toPath: copy + "/.imalink-storage")
        mounted.withLock { $0 = [copy] }
        #expect(try watch.look().isEmpty)
        #expect(try row().displayRoot == room.photos)
    }

    @Test func `a drive too deep below its mount point is left to discovery`() throws {
        try take()
        _ = try watch.look()
        let place = try room.home.makeFolder("media/1/2/3")
        try FileManager.default.moveItem(atPath: away, toPath: place + "/photos")
        mounted.withLock { $0 = [room.home.path + "/media"] }
        #expect(try watch.look().isEmpty)
        #expect(try row().state == .offline)
    }
}
