import Glibc
package import Model

/// Everything beneath a folder, in the order of the bytes of the relative path, so that it can be merged with sorted rows.
///
/// Links are reported and never followed. Other file systems mounted inside are walked; a folder that already lies on
/// the way down (a mount loop) is not. Memory: one sorted listing for each level.
package struct FileTree: IteratorProtocol, Sequence {
    /// One thing the walk met.
    package struct Entry: Sendable {
        package let path: RelativePath
        package let finding: Finding
    }

    /// What it met there.
    package enum Finding: Sendable {
        /// A regular file.
        case file(FileStatus)
        case symlink
        /// A device, socket or pipe.
        case special
        /// A folder or a file the walk could not look into; nothing is known about what lies beneath.
        case unreadable(FileError)
        /// A folder that already lies on the way down.
        case loop
    }

    /// Decides, by path alone, whether a folder is opened at all.
    package typealias Opening = (_ folder: RelativePath) -> Bool
    /// Decides, by what lies in it, whether a folder is entered.
    package typealias Entering = (_ folder: RelativePath, _ names: FolderListing) -> Bool

    private struct Level {
        let folder: Descriptor
        let identity: Identity
        /// The path with its "/"; empty for the root.
        let prefix: [UInt8]
        let listing: FolderListing
        var position = 0
    }

    private struct Identity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// Each level keeps a descriptor open; no honest tree is this deep.
    private static let deepest = 200

    private let root: Folder
    private let stop: StopSignal?
    private let mayOpen: Opening
    private let shouldEnter: Entering
    private var levels: [Level] = []

    /// Lists the root at once.
    ///
    /// - Parameters:
    ///   - stop: once requested, the walk ends as if nothing more were there; the caller looks at it afterwards.
    ///   - mayOpen: asked before a folder is opened, for names to be ignored; not asked for the root.
    ///   - shouldEnter: asked after a folder is listed, for nested storages; not asked for the root.
    /// - Throws: `FileError` when the root cannot be listed.
    package init(
        root: Folder, stop: StopSignal? = nil, mayOpen: @escaping Opening = { _ in true },
        shouldEnter: @escaping Entering = { _, _ in true }
    ) throws {
        self.root = root
        self.stop = stop
        self.mayOpen = mayOpen
        self.shouldEnter = shouldEnter
        // A descriptor of its own: reading a folder moves its position, and the root may be walked twice at a time.
        let number = ".".withCString { openat(root.descriptor.number, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard number >= 0 else { throw FileError(.list, path: root.displayPath, code: errno) }
        let folder = Descriptor(owning: number)
        do {
            try push(folder, prefix: [])
        } catch let error as FileError { throw error.about(root.displayPath) }
    }

    /// The next entry; nil at the end or once the stop is requested.
    package mutating func next() -> Entry? {
        while let top = levels.indices.last {
            if let stop, stop.isRequested { return nil }
            guard levels[top].position < levels[top].listing.names.count else {
                levels.removeLast()
                continue
            }
            let name = levels[top].listing.names[levels[top].position]
            levels[top].position += 1
            if let entry = meet(name, in: levels[top]) { return entry }
        }
        return nil
    }

    private mutating func meet(_ name: FolderListing.Name, in level: Level) -> Entry? {
        let bytes = level.listing[name]
        // Names come from the kernel: neither "/" nor "." nor ".." nor empty.
        guard let path = RelativePath(bytes: level.prefix + bytes) else { return nil }
        switch name.kind {
        case .file: return inspect(path, name, in: level)
        case .symlink: return Entry(path: path, finding: .symlink)
        case .special: return Entry(path: path, finding: .special)
        case .folder: return enter(path, named: Array(bytes), from: level)
        }
    }

    private func inspect(_ path: RelativePath, _ name: FolderListing.Name, in level: Level) -> Entry? {
        var raw = stat()
        let failed =
            level.listing.withTerminator(name) { fstatat(level.folder.number, $0, &raw, AT_SYMLINK_NOFOLLOW) } != 0
        if failed {
            // Gone since the folder was listed: as if it had never been there.
            guard errno != ENOENT else { return nil }
            return unreadable(path, .inspect, errno)
        }
        let status = FileStatus(raw)
        switch status.kind {
        case .file: return Entry(path: path, finding: .file(status))
        case .symlink: return Entry(path: path, finding: .symlink)
        // A file that became a folder after the listing would stand at the wrong place of the order.
        case .folder: return unreadable(path, .list, EAGAIN)
        case .special: return Entry(path: path, finding: .special)
        }
    }

    private mutating func enter(_ path: RelativePath, named name: [UInt8], from level: Level) -> Entry? {
        guard mayOpen(path) else { return nil }
        guard levels.count < Self.deepest else { return unreadable(path, .list, ENAMETOOLONG) }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let number = name.withTerminator { openat(level.folder.number, $0, flags) }
        guard number >= 0 else { return errno == ENOENT ? nil : unreadable(path, .list, errno) }
        do {
            return try push(Descriptor(owning: number), prefix: path.bytes + [UInt8(ascii: "/")], path: path)
        } catch let error as FileError {
            return Entry(path: path, finding: .unreadable(error.about(root.display(path))))
        } catch { return unreadable(path, .list, EIO) }
    }

    /// Lists a folder and makes it the deepest level.
    ///
    /// - Returns: an entry when the folder is a loop.
    @discardableResult
    private mutating func push(_ folder: Descriptor, prefix: [UInt8], path: RelativePath? = nil) throws -> Entry? {
        let status = try folder.status()
        let identity = Identity(device: status.device, inode: status.inode)
        if let path, levels.contains(where: { $0.identity == identity }) { return Entry(path: path, finding: .loop) }
        let listing = try FolderListing(of: folder)
        if let path, !shouldEnter(path, listing) { return nil }
        levels.append(Level(folder: folder, identity: identity, prefix: prefix, listing: listing))
        return nil
    }

    private func unreadable(_ path: RelativePath, _ action: FileError.Action, _ code: Int32) -> Entry {
        Entry(path: path, finding: .unreadable(FileError(action, path: root.display(path), code: code)))
    }
}
