import Foundation
import Model
import Platform
import TestSupport
import Testing

struct DiskTests {
    private static let text = """
        23 29 0:22 / /proc rw,nosuid,nodev,noexec,relatime shared:13 - proc proc rw
        41 29 8:17 / /media/my\\040drive\\134x ro,nosuid shared:30 - vfat /dev/sdb1 rw,uid=1000
        42 29 8:18 / /media/card rw,nosuid - exfat /dev/sdc1 ro,uid=1000
        43 29 0:50 / /mnt/nas rw,relatime shared:40 master:2 - nfs4 nas:/photos rw,vers=4.2
        broken line
        """

    @Test func `mounts are read with their escapes, options and kinds`() {
        let mounts = Mounts(mountInfo: Array(Self.text.utf8)).all
        #expect(mounts.map(\.id) == [23, 41, 42, 43])
        #expect(String(decoding: mounts[1].mountPoint, as: UTF8.self) == "/media/my drive\\x")
        #expect(mounts.map(\.fileSystem) == ["proc", "vfat", "exfat", "nfs4"])
        #expect(mounts.map(\.isReadOnly) == [false, true, true, false])
        #expect(mounts.map(\.isNetwork) == [false, false, false, true])
        #expect(mounts[3].source == "nas:/photos")
    }

    @Test func `the mount of an open folder is found`() throws {
        let mount = try Mounts.current().mount(of: try Folder(path: "/proc"))
        #expect(mount?.fileSystem == "proc")
        #expect(mount.map { String(decoding: $0.mountPoint, as: UTF8.self) } == "/proc")
    }

    @Test func `free space is no more than there is in all`() throws {
        let home = try TemporaryFolder()
        let space = try DiskSpace(of: Folder(path: home.path))
        #expect(space.free > 0)
        #expect(space.free <= space.total)
        #expect(!space.isReadOnly)
    }
}
