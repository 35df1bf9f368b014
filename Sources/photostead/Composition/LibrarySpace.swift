import Model
import Platform
import Store

/// Room for the library's own files: an operation that fills the disk with rows helps nobody.
enum LibrarySpace {
    /// Bytes that must be free where the library lies.
    private static let needed: Int64 = 64 << 20

    /// - Throws: `ConfigurationError` when there is less.
    static func check(_ folder: LibraryFolder) throws {
        let free = try DiskSpace(of: folder.folder).free
        guard free >= needed else {
            throw ConfigurationError(
                folder.path, "its disk has only \(free >> 20) MB left, and \(needed >> 20) MB are needed",
                hint: "Free some space on this disk and try again.")
        }
    }
}
