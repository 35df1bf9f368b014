import Foundation
import Platform
import TestSupport
import Testing

/// A server in a mount namespace of its own, with a storage on a "drive" that is mounted there: whatever a test mounts
/// and unmounts ends with the server.
final class MountedDrive {
    let home: Household
    let server: RunningServer
    private(set) var uuid = ""
    /// What lies on the drive, wherever it is mounted.
    let disk: String
    /// Where it is mounted.
    let place: String

    static let photos = 4

    /// Whether this machine lets tests mount; only root may.
    static let isPossible: Bool = {
        let words = ["-m", "/bin/sh", "-c", "mount --bind /tmp /mnt"]
        return (try? Launcher.run(Command("/usr/bin/unshare", arguments: words.map { Array($0.utf8) }), seconds: 60))?
            .status.isSuccess ?? false
    }()

    static let canHang = isPossible && access("/dev/fuse", R_OK | W_OK) == 0

    init() throws {
        home = try Household()
        disk = try home.photos(Self.photos, in: "disk")
        place = try home.folder.makeFolder("media/drive")
        server = try RunningServer(home, through: ["/usr/bin/unshare", "-m", "--propagation", "private"])

        try mount()
        let added = try server.api().post("/api/storages", "{\"path\":\"\(place)\",\"name\":\"Drive\"}").json()
        uuid = try #require(added["uuid"].text, "\(added)")
        try wait(until: "everything is indexed and has pictures") {
            try operations().allSatisfy { $0["status"].text == "complete" } && operations().count >= 2 ? () : nil
        }
    }

    /// Runs a program among the mounts of the server.
    @discardableResult
    func inside(_ words: String...) throws -> Household.Ending {
        let all = ["-t", "\(server.process.id)", "-m"] + words
        return try Household.end(of: Command("/usr/bin/nsenter", arguments: all.map { Array($0.utf8) }))
    }

    /// Puts the drive in, at its place or another one.
    func mount(at place: String? = nil) throws {
        let end = try inside("/bin/mount", "--bind", disk, place ?? self.place)
        try #require(end.code == 0, "\(end)")
    }

    /// Takes it out as a person does who asks first: the server holds nothing open for long.
    func unmount(_ place: String? = nil) throws {
        try wait(until: "nobody holds the drive") {
            try inside("/bin/umount", place ?? self.place).code == 0 ? () : nil
        }
    }

    /// Pulls it out whoever uses it.
    func pull() throws {
        let end = try inside("/bin/umount", "--lazy", place)
        try #require(end.code == 0, "\(end)")
    }

    /// Makes it read-only, which the kernel refuses while a file on it is open for writing.
    func protect() throws {
        try wait(until: "nobody writes on the drive") {
            try inside("/bin/mount", "-o", "remount,bind,ro", place).code == 0 ? () : nil
        }
    }

    func storage() throws -> JSON {
        try #require(try server.browser().get("/api/storages").json()["items"].list.first { $0["uuid"].text == uuid })
    }

    func waitForState(_ state: String) throws {
        try wait(until: "the storage is \(state)") { try storage()["state"].text == state ? () : nil }
    }

    func operations() throws -> [JSON] { try server.browser().get("/api/operations").json()["items"].list }

    /// Ids of all photos; each of their files is present.
    func ids() throws -> [String] {
        let photos = try server.browser().get("/api/photos").json()["items"].list
        #expect(photos.allSatisfy { $0["items"].list.allSatisfy { $0["state"].text != "missing" } }, "\(photos)")
        return photos.compactMap { $0["id"].text }
    }

    /// Seconds of the slowest of the pages that show the storage and its photos.
    func slowestPage() throws -> Double {
        let pages = ["/", "/photos", "/storages", "/storages/\(uuid)", "/operations", "/favorites", "/settings"]
        return try pages.map { page in
            let startedAt = SystemTime().monotonic
            let answer = try server.browser().get(page)
            #expect(answer.status == 200, "\(page): \(answer.status)")
            return SystemTime().monotonic - startedAt
        }.max() ?? 0
    }

    /// Rates the first photo; returns how many files wait.
    func rate(_ stars: Int) throws -> Int? {
        let id = try #require(try ids().first)
        return try server.api().post("/api/photo/\(id)/rating", "{\"rating\":\(stars)}").json()["pending"].int
    }

    func waitUntilWritten() throws {
        try wait(until: "nothing waits to be written") {
            let photos = try server.browser().get("/api/photos").json()["items"].list
            return photos.allSatisfy { $0["write_state"].text == "clean" } ? () : nil
        }
    }
}
