import CPlatform
import Glibc

/// What the kernel tells of the drive that a folder lies on.
package struct DriveFacts: Sendable, Hashable {
    /// One disk, as sysfs shows it.
    package struct Disk: Sendable, Hashable {
        /// As `sda`, `nvme0n1`, `vda`.
        package let name: String
        /// `queue/rotational`.
        package let isRotational: Bool
        package var isRemovable = false
        /// `device/vendor`, as `ATA`, `QEMU`.
        package var vendor = ""
        /// `device/model`.
        package var model = ""

        package init(
            _ name: String, isRotational: Bool, isRemovable: Bool = false, vendor: String = "", model: String = ""
        ) {
            self.name = name
            self.isRotational = isRotational
            self.isRemovable = isRemovable
            self.vendor = vendor
            self.model = model
        }
    }

    /// `f_type` of statfs(2).
    package let fileSystem: Int
    /// The disks below partitions, mirrors and encryption; empty = the kernel tells of none.
    package let disks: [Disk]

    package init(fileSystem: Int, disks: [Disk]) {
        self.fileSystem = fileSystem
        self.disks = disks
    }

    /// - Throws: `FileError`.
    package init(of folder: Folder) throws {
        let fileSystem = photostead_file_system(folder.descriptor.number)
        guard fileSystem >= 0 else { throw FileError(.inspect, path: folder.displayPath, code: errno) }
        let device = try folder.descriptor.status().device
        // btrfs has a number of its own; its mount names a disk of it.
        let disk = Self.major(device) > 0 ? device : try Self.device(of: Mounts.current().mount(of: folder))
        self.init(fileSystem: Int(fileSystem), disks: disk.map { Self.disks(of: $0) } ?? [])
    }

    /// - Parameter sysfs: where sysfs is mounted.
    static func disks(of device: UInt64, sysfs: String = "/sys") -> [Disk] {
        disks(at: "\(sysfs)/dev/block/\(major(device)):\(minor(device))")
    }

    private static func disks(at path: String) -> [Disk] {
        // What sysfs does not show is not known.
        let parts = (try? Folder(path: path + "/slaves").entries()) ?? []
        guard parts.isEmpty else {
            return parts.flatMap { disks(at: path + "/slaves/" + String(decoding: $0.name, as: UTF8.self)) }
        }
        // A partition lies in its disk.
        for place in [path, path + "/.."] {
            guard let rotational = KernelFile.line(place + "/queue/rotational"),
                let folder = try? Folder(path: place).canonicalPath()
            else { continue }
            return [
                Disk(
                    String(decoding: folder.split(separator: UInt8(ascii: "/")).last ?? [], as: UTF8.self),
                    isRotational: rotational == "1", isRemovable: KernelFile.line(place + "/removable") == "1",
                    vendor: KernelFile.line(place + "/device/vendor") ?? "",
                    model: KernelFile.line(place + "/device/model") ?? "")
            ]
        }
        return []
    }

    private static func device(of mount: Mount?) -> UInt64? {
        var raw = stat()
        guard let mount, mount.source.hasPrefix("/"), stat(mount.source, &raw) == 0, raw.st_mode & S_IFMT == S_IFBLK
        else { return nil }
        return UInt64(raw.st_rdev)
    }

    // gnu_dev_major(3) and gnu_dev_minor(3)
    private static func major(_ device: UInt64) -> UInt64 { (device >> 8) & 0xfff | (device >> 32) & ~0xfff }
    private static func minor(_ device: UInt64) -> UInt64 { device & 0xff | (device >> 12) & ~0xff }
}
