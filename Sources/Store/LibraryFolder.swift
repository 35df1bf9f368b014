import Model
package import Platform

/// The library folder and the names in it. The folder is for its owner alone (0700), the files too (0600).
package struct LibraryFolder: Sendable {
    package let path: String
    package let folder: Folder

    private static let pointer = "CURRENT"

    /// Opens the folder, making it when it is absent.
    ///
    /// - Throws: `FileError`.
    package init(path: String) throws {
        self.path = path
        folder = try SafeFile.makeFolders(path)
    }

    /// Opens a folder that exists.
    ///
    /// - Throws: `FileError`.
    package init(existing path: String) throws {
        self.path = path
        folder = try Folder(path: path)
    }

    /// The database that is in use: `generations/N/library.sqlite`, where CURRENT names the generation.
    ///
    /// - Throws: `FileError`.
    package func databasePath() throws -> String {
        if let existing = try existingDatabasePath() { return existing }
        return "\(path)/generations/\(try begin())/library.sqlite"
    }

    /// The database that is in use; nil when there is none in the folder, which then stays as it is.
    ///
    /// - Throws: `FileError`.
    package func existingDatabasePath() throws -> String? {
        try current().map { "\(path)/generations/\($0)/library.sqlite" }
    }

    /// The database of digests, which survives a rebuild.
    ///
    /// - Throws: `FileError`.
    package func hashCachePath() throws -> String {
        try makePrivate("hash-cache.sqlite", in: folder)
        return path + "/hash-cache.sqlite"
    }

    /// Where copies of the database are kept.
    ///
    /// - Throws: `FileError`.
    package func backupsPath() throws -> String {
        _ = try SafeFile.makeFolder(Array("backups".utf8), in: folder, mode: 0o700)
        return path + "/backups"
    }

    private func current() throws -> String? {
        guard let name = RelativePath(Self.pointer), try folder.status(of: name) != nil else { return nil }
        let text = String(decoding: try folder.openFile(name).readAll(limit: 64), as: UTF8.self)
        return text.split(separator: "\n").first.map(String.init)
    }

    private func begin() throws -> String {
        let generations = try SafeFile.makeFolder(Array("generations".utf8), in: folder, mode: 0o700)
        let first = try SafeFile.makeFolder(Array("1".utf8), in: generations, mode: 0o700)
        try makePrivate("library.sqlite", in: first)
        try SafeFile.replaceContents(of: Array(Self.pointer.utf8), in: folder, with: Array("1\n".utf8), mode: 0o600)
        return "1"
    }

    /// SQLite gives its files the mode of the database, so an empty one is made before it.
    private func makePrivate(_ name: String, in folder: Folder) throws {
        let bytes = Array(name.utf8)
        if try folder.status(named: bytes) == nil { _ = try SafeFile.create(bytes, in: folder, mode: 0o600) }
    }
}
