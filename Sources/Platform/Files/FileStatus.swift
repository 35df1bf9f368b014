import Glibc

/// What a name in a folder stands for.
package enum FileKind: Sendable {
    case file, folder, symlink
    /// A device, socket or pipe.
    case special
}

/// What the file system says about a file.
package struct FileStatus: Sendable, Hashable {
    package let kind: FileKind
    /// Bytes.
    package let size: Int64
    /// Last change of the content, nanoseconds since 1970.
    package let modifiedNanoseconds: Int64
    /// Last change of content, name or attributes, nanoseconds since 1970.
    package let changedNanoseconds: Int64
    /// Last read, nanoseconds since 1970, as far as the mount keeps it.
    package let accessedNanoseconds: Int64
    /// Number of the file system.
    package let device: UInt64
    package let inode: UInt64
    /// Number of names (hard links).
    package let linkCount: Int
    /// The permission bits, `0o7777`.
    package let mode: UInt32
    package let userID: UInt32
    package let groupID: UInt32

    init(_ raw: stat) {
        kind = FileKind(mode: raw.st_mode)
        size = Int64(raw.st_size)
        modifiedNanoseconds = Int64(nanoseconds: raw.st_mtim)
        changedNanoseconds = Int64(nanoseconds: raw.st_ctim)
        accessedNanoseconds = Int64(nanoseconds: raw.st_atim)
        device = UInt64(raw.st_dev)
        inode = UInt64(raw.st_ino)
        linkCount = Int(raw.st_nlink)
        mode = raw.st_mode & 0o7777
        userID = raw.st_uid
        groupID = raw.st_gid
    }

    /// Whether `other` is the same file with the same content, as far as the file system tells.
    package func isUnchanged(_ other: FileStatus) -> Bool {
        device == other.device && inode == other.inode && size == other.size
            && modifiedNanoseconds == other.modifiedNanoseconds
    }
}

extension FileKind {
    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .symlink
        default: self = .special
        }
    }
}

extension Int64 {
    /// A time of the file system, which keeps 64-bit seconds: years beyond 2262 are held at the end of the range.
    init(nanoseconds time: timespec) {
        let (whole, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = whole.addingReportingOverflow(Int64(time.tv_nsec))
        self = overflow || carry ? (time.tv_sec < 0 ? .min : .max) : sum
    }
}
