import Model
package import Platform
import StorageAccess

extension MasterIndex {
    /// No honest index is larger: three million files.
    private static let sizeLimit: Int64 = 1 << 30

    /// Reads the index of a storage, or, where it is damaged, the one before it. Only one entry is in memory at a time.
    ///
    /// - Parameters:
    ///   - content: what the caller makes of the files; begun anew when the index turns out to be damaged.
    ///   - add: is called with every file, the other copies too.
    /// - Returns: nil when the storage has no index.
    /// - Throws: `FormatError` when neither can be read, `FileError`; the files are left alone.
    package static func read<Content>(
        in root: Folder, into content: Content, _ add: @escaping (inout Content, File) throws -> Void
    ) throws -> (index: MasterIndex, content: Content)? {
        do {
            return try read(StorageFiles.masterIndex, in: root, into: content, add)
        } catch let newest as FormatError {
            do {
                guard let previous = try read(StorageFiles.previousMasterIndex, in: root, into: content, add) else {
                    throw newest
                }
                return previous
            } catch is FormatError { throw newest }
        }
    }

    /// As `read`, but of the newest index alone.
    ///
    /// - Throws: `FormatError` when it is damaged, `FileError`; the file is left alone.
    package static func readNewest<Content>(
        in root: Folder, into content: Content, _ add: @escaping (inout Content, File) throws -> Void
    ) throws -> (index: MasterIndex, content: Content)? {
        try read(StorageFiles.masterIndex, in: root, into: content, add)
    }

    private static func read<Content>(
        _ name: String, in root: Folder, into content: Content, _ add: @escaping (inout Content, File) throws -> Void
    ) throws -> (index: MasterIndex, content: Content)? {
        guard let path = RelativePath(name), try root.status(of: path) != nil else { return nil }
        let display = root.display(path)
        let file = try root.openFile(path)
        guard try file.status().size <= sizeLimit else { throw FormatError(display, "it is too large") }
        var content = content
        do {
            let index = try MasterIndexReader(JSONReader(file)) { try add(&content, $0) }.read()
            return (index, content)
        } catch let error as JSONError { throw FormatError(display, error.reason) }
    }
}
