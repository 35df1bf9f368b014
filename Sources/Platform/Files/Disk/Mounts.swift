import Glibc

/// One mounted file system, as proc(5) describes a line of `mountinfo`.
package struct Mount: Sendable, Hashable {
    package let id: Int
    /// Absolute path of the mount point, unescaped.
    package let mountPoint: [UInt8]
    /// As `ext4`, `vfat`, `fuse.sshfs`.
    package let fileSystem: String
    /// The device or share.
    package let source: String
    package let isReadOnly: Bool

    /// Whether another machine may write there too.
    package var isNetwork: Bool {
        ["nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "afs"]
            .contains(fileSystem)
    }

    /// Whether files of people can lie there; false for what the kernel shows of itself.
    package var holdsFiles: Bool {
        ![
            "proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2", "securityfs", "debugfs", "tracefs", "pstore",
            "bpf", "mqueue", "hugetlbfs", "configfs", "fusectl", "autofs", "binfmt_misc", "rpc_pipefs", "nsfs",
            "efivarfs", "selinuxfs", "smackfs", "fuse.portal", "fuse.gvfsd-fuse", "squashfs",
        ].contains(fileSystem)
    }

    /// - Returns: nil when the line is not of the form of proc(5).
    init?(line: ArraySlice<UInt8>) {
        let fields = line.split(separator: UInt8(ascii: " "))
        guard fields.count >= 9, let id = Int(String(decoding: fields[0], as: UTF8.self)),
            let separator = fields[6...].firstIndex(where: { $0.elementsEqual("-".utf8) }),
            separator + 3 < fields.count
        else { return nil }
        self.id = id
        mountPoint = Self.unescape(fields[4])
        fileSystem = String(decoding: fields[separator + 1], as: UTF8.self)
        source = String(decoding: Self.unescape(fields[separator + 2]), as: UTF8.self)
        let options = [fields[5], fields[separator + 3]]
        isReadOnly = options.contains { option in
            option.split(separator: UInt8(ascii: ",")).contains { $0.elementsEqual("ro".utf8) }
        }
    }

    /// Space, tab, newline and backslash stand as `\040` and the like.
    private static func unescape(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = field
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                result.append(value)
                rest = rest.dropFirst(3)
            } else {
                result.append(byte)
            }
        }
        return result
    }
}

/// What is mounted now.
package struct Mounts: Sendable {
    package let all: [Mount]

    /// From the text of `mountinfo`; lines that cannot be understood are left out.
    package init(mountInfo: [UInt8]) {
        all = mountInfo.split(separator: UInt8(ascii: "\n")).compactMap { Mount(line: $0) }
    }

    /// The mounts this process sees.
    ///
    /// - Throws: `FileError`.
    package static func current() throws -> Mounts {
        Mounts(mountInfo: try KernelFile.read("/proc/self/mountinfo"))
    }

    /// The mount an open folder lies on; nil when the kernel does not tell.
    ///
    /// - Throws: `FileError`.
    package func mount(of folder: Folder) throws -> Mount? {
        let text = try KernelFile.read("/proc/self/fdinfo/\(folder.descriptor.number)")
        let line = text.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "mnt_id:".utf8) }
        guard let line else { return nil }
        let digits = line.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let id = Int(String(decoding: digits, as: UTF8.self))
        return all.first { $0.id == id }
    }
}

/// Small files that the kernel writes when they are read; their size says 0.
enum KernelFile {
    /// At most 4 MB.
    ///
    /// - Throws: `FileError`.
    static func read(_ path: String) throws -> [UInt8] {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw FileError(.open, path: path, code: errno) }
        let file = Descriptor(owning: number)
        var bytes: [UInt8] = []
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 8)
        defer { block.deallocate() }
        while bytes.count < 4 << 20 {
            let count = try file.read(into: block, at: Int64(bytes.count))
            bytes += block[..<count]
            if count < block.count { break }
        }
        return bytes
    }

    /// The first line of a file as text; nil when it cannot be read.
    static func line(_ path: String) -> String? {
        // What cannot be read is not known; the callers have an answer for that.
        guard let bytes = try? read(path) else { return nil }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
