package import Model
package import Platform
import Store

/// Room for the library's own files: an operation that fills the disk with rows helps nobody.
enum LibrarySpace {
    /// - Parameter needed: bytes that must be free where the library lies.
    /// - Throws: `Refusal` when there is less.
    static func check(_ folder: LibraryFolder, needed: Int64) throws {
        let free = try DiskSpace(of: folder.folder).free
        guard free >= needed else {
            throw Refusal(
                folder.path, "its disk has only \(free >> 20) MB left, and \(needed >> 20) MB are needed",
                hint: "Free some space on this disk and try again.")
        }
    }
}

extension Refusal {
    /// The library folder cannot be used.
    package static func library(_ folder: String, _ error: FileError) -> Refusal {
        Refusal(
            error.subject ?? folder, error.reason,
            hint: error.hint ?? "Name another library folder with --data or PHOTOSTEAD_DATA.")
    }

    package static func noLibrary(_ folder: String) -> Refusal {
        Refusal(
            folder, "there is no library",
            hint: "`photostead storage add PATH` makes one; or name another folder with --data.")
    }
}
