import Glibc
import Model
import Platform

/// Where the temporaries of one write lie: the storage's own staging folder, or beside the file when that is on another
/// file system or cannot be made.
struct Staging {
    let folder: Folder
    let isBesideFile: Bool
    /// All names of this write begin with it.
    let token: [UInt8]

    /// What a rename cannot leave: a file system, and a mount of it (a bind mount shows one in two).
    private struct Mount: Equatable {
        let device: UInt64
        let id: Int64?

        init(of folder: Folder) throws {
            device = try folder.descriptor.status().device
            id = folder.descriptor.mountID
        }
    }

    private static let ours = Array(".photostead".utf8)
    private static let name = Array("staging".utf8)

    /// Makes the staging folder where needed.
    ///
    /// - Parameter parent: the folder of the file to be replaced.
    /// - Throws: `FileError`.
    init(for parent: Folder, in root: Folder, token: [UInt8] = SafeFile.temporaryName()) throws {
        self.token = token
        let wanted = try Mount(of: parent)
        do {
            let own = try SafeFile.makeFolder(Self.ours, in: root)
            let staging = try SafeFile.makeFolder(Self.name, in: own, mode: 0o700)
            if try Mount(of: staging) == wanted {
                folder = staging
                isBesideFile = false
                return
            }
        } catch let error as FileError {
            // A root that only its folders' owners may write to still has room beside the photo.
            guard error.severity != .unrecoverable else { throw error }
        }
        folder = parent
        isBesideFile = true
    }

    /// Beside the file.
    init(beside parent: Folder, token: [UInt8] = SafeFile.temporaryName()) {
        self.token = token
        folder = parent
        isBesideFile = true
    }

    /// The temporaries a crash left behind; nil when their folder is gone.
    ///
    /// - Throws: `FileError`.
    init?(of details: WriteDetails, beside parent: Folder, in root: Folder) throws {
        token = Array(details.temporary.utf8)
        isBesideFile = details.isBesideFile
        guard !isBesideFile, let path = RelativePath(bytes: Self.ours + [UInt8(ascii: "/")] + Self.name) else {
            folder = parent
            return
        }
        do {
            folder = try root.openFolder(path)
        } catch let error as FileError where error.code == ENOENT { return nil }
    }

    /// A name of this write.
    func name(_ suffix: String) -> [UInt8] { token + Array(suffix.utf8) }

    /// Opens a temporary for reading.
    ///
    /// - Throws: `FileError`.
    func open(_ name: [UInt8]) throws -> Descriptor {
        guard let path = RelativePath(bytes: name) else {
            throw FileError(.open, path: folder.displayPath, code: EINVAL)
        }
        return try folder.openFile(path)
    }

    /// All temporaries of this write.
    ///
    /// - Throws: `FileError`.
    func names() throws -> [[UInt8]] {
        // An empty or foreign token must never name a photo.
        guard SafeFile.isTemporary(token) else { return [] }
        return try folder.names(startingWith: token)
    }

    /// Removes all temporaries of this write.
    ///
    /// - Throws: `FileError`.
    func clear() throws {
        for name in try names() { try SafeFile.remove(name, in: folder) }
    }
}
