import CPlatform
import Glibc

extension Folder {
    /// Where the folder lies, without links, as the kernel names it.
    ///
    /// - Throws: `FileError`.
    package func canonicalPath() throws -> [UInt8] {
        try withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            let link = "/proc/self/fd/\(descriptor.number)"
            let count = buffer.baseAddress.map { readlink(link, $0, buffer.count) } ?? -1
            guard count > 0 else { throw FileError(.inspect, path: displayPath, code: errno) }
            return buffer[..<count].map { UInt8(bitPattern: $0) }
        }
    }

    /// Where a symbolic link in the folder leads; nil when it is none.
    package func target(ofLink name: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            let count = buffer.baseAddress.map { readlinkat(descriptor.number, name, $0, buffer.count) } ?? -1
            guard count > 0 else { return nil }
            return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Whether the permission bits let this process make files in the folder.
    package var isWritable: Bool { faccessat(descriptor.number, ".", W_OK | X_OK, AT_EACCESS) == 0 }
}

/// Absolute paths as bytes.
package enum AbsolutePath {
    /// Whether `path` is `folder` or lies below it; neither has a link or a trailing slash.
    package static func contains(_ folder: [UInt8], _ path: [UInt8]) -> Bool {
        if folder == path || folder == [UInt8(ascii: "/")] { return true }
        return path.starts(with: folder) && path.count > folder.count && path[folder.count] == UInt8(ascii: "/")
    }

    /// `path` as seen from the process's working folder.
    package static func resolve(_ path: String) -> String {
        // An empty path names nothing, least of all the working folder.
        guard !path.isEmpty, !path.hasPrefix("/"), let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        return String(cString: current) + "/" + path
    }
}

extension Folder {
    /// One name in a folder.
    package struct Entry: Sendable {
        package let name: [UInt8]
        package let kind: FileKind
    }

    /// Everything directly in the folder, in the order of a walk.
    ///
    /// - Throws: `FileError`.
    package func entries() throws -> [Entry] {
        let number = ".".withCString { openat(descriptor.number, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard number >= 0 else { throw FileError(.list, path: displayPath, code: errno) }
        do {
            let listing = try FolderListing(of: Descriptor(owning: number))
            return listing.names.map { Entry(name: Array(listing[$0]), kind: $0.kind) }
        } catch let error as FileError { throw error.about(displayPath) }
    }
}
