import Glibc

/// Room on the file system a folder lies on.
package struct DiskSpace: Sendable, Hashable {
    /// Bytes this user may still write.
    package let free: Int64
    /// Bytes in all.
    package let total: Int64
    package let isReadOnly: Bool

    /// statvfs(3) of an open folder.
    ///
    /// - Throws: `FileError`.
    package init(of folder: Folder) throws {
        var raw = statvfs()
        guard fstatvfs(folder.descriptor.number, &raw) == 0 else {
            throw FileError(.inspect, path: folder.displayPath, code: errno)
        }
        let unit = Int64(clamping: raw.f_frsize)
        free = Int64(clamping: raw.f_bavail).multipliedClamping(by: unit)
        total = Int64(clamping: raw.f_blocks).multipliedClamping(by: unit)
        isReadOnly = raw.f_flag & UInt(ST_RDONLY) != 0
    }
}

extension Int64 {
    fileprivate func multipliedClamping(by factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
