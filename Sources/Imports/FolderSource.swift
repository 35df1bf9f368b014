import Glibc
package import Intake
import Media
package import Model
package import Platform
import StorageAccess

/// A folder as the source of an import: a card, a stick, a share, or what a browser has uploaded.
package struct FolderSource: IntakeSource {
    private let path: String
    package let folder: Folder
    private let identity: FileStatus
    /// Folders inside that are not walked: the library's own.
    private let excluded: [[UInt8]]

    /// Whether the files are ours, so that the storage takes them without a copy where it can.
    private let isOurs: Bool
    package let cacheName: String

    /// - Throws: `FileError`.
    package init(path: String, excluding excluded: [String] = []) throws {
        try self.init(Folder(path: path), excluding: excluded, cacheName: nil)
    }

    /// - Parameter cacheName: of files that are ours; nil = they are somebody's.
    /// - Throws: `FileError`.
    init(_ folder: Folder, excluding excluded: [String] = [], cacheName: String?) throws {
        self.folder = folder
        path = String(decoding: try folder.canonicalPath(), as: UTF8.self)
        identity = try folder.descriptor.status()
        isOurs = cacheName != nil
        self.cacheName = cacheName ?? "import:" + path
        self.excluded = excluded.compactMap { own in
            // A folder that is not there cannot be met either.
            try? Folder(path: own).canonicalPath()
        }
    }

    package func check() throws {
        do {
            let now = try Folder(path: path).descriptor.status()
            guard now.device == identity.device, now.inode == identity.inode else {
                throw IntakeHold(gone("another folder lies there now"))
            }
            _ = try folder.entries()
        } catch let error as FileError { throw IntakeHold(gone(error.cause)) }
    }

    private func gone(_ why: String) -> Refusal {
        Refusal(
            path, "the source cannot be reached: \(why)",
            hint: "Put the card or drive back in and resume the import.", severity: .unrecoverable)
    }

    package func walk(stop: StopSignal, emit: (IntakeEntry) throws -> Bool) throws {
        let skipped = Lock<[IntakeEntry]>([])
        let root = Array(path.utf8)
        let excluded = excluded
        func skip(_ folder: RelativePath, _ reason: String) -> Bool {
            skipped.withLock { $0.append(IntakeEntry(path: folder, finding: .ignored(reason))) }
            return false
        }
        let tree = try FileTree(
            root: folder, stop: stop,
            mayOpen: { path in
                if excluded.contains(root + [UInt8(ascii: "/")] + path.bytes) {
                    return skip(path, "Photostead keeps its own data there")
                }
                return IgnoredNames.reason(component: path.name).map { skip(path, $0.rawValue) } ?? true
            },
            shouldEnter: { path, names in
                names.contains(StorageFiles.signature) ? skip(path, "a storage of its own") : true
            })
        for entry in tree {
            for folder in skipped.withLock({ Self.takeAll(&$0) }) where try !emit(folder) { return }
            guard try emit(IntakeEntry(path: entry.path, finding: finding(entry))) else { return }
        }
        for folder in skipped.withLock({ Self.takeAll(&$0) }) where try !emit(folder) { return }
    }

    private static func takeAll(_ entries: inout [IntakeEntry]) -> [IntakeEntry] {
        defer { entries = [] }
        return entries
    }

    private func finding(_ entry: FileTree.Entry) -> IntakeEntry.Finding {
        switch entry.finding {
        case .file(let status):
            if let reason = IgnoredNames.reason(component: entry.path.name) { return .ignored(reason.rawValue) }
            return .file(candidate(entry.path, status))
        case .symlink: return .ignored("symbolic link")
        case .special: return .ignored("no regular file")
        case .loop: return .ignored("folder mounted inside itself")
        case .unreadable(let error): return .unreadable(reason: error.reason, hint: error.hint)
        }
    }

    package func candidate(at path: RelativePath) throws -> IntakeCandidate? {
        try folder.status(of: path).map { candidate(path, $0) }
    }

    /// The album is the folder the file lies in.
    private func candidate(_ path: RelativePath, _ status: FileStatus) -> IntakeCandidate {
        let folder = folder
        let open: IntakeCandidate.Opener = { try folder.openFile(path) }
        return IntakeCandidate(
            path: path, size: status.size, modifiedNanoseconds: status.modifiedNanoseconds,
            albums: path.parent.map { [$0.displayName] } ?? [],
            content: isOurs ? .ownFile(open, share: { try Self.link(path, of: folder, to: $0, in: $1) }) : .file(open))
    }

    private static func link(
        _ path: RelativePath, of folder: Folder, to name: [UInt8], in target: Folder
    ) throws -> Bool {
        do {
            try SafeFile.link(path.name, in: folder.openParent(of: path), to: name, in: target)
            return true
        } catch let error as FileError where [EPERM, EOPNOTSUPP, EXDEV, EMLINK, ENOSYS].contains(error.code) {
            return false
        }
    }

    package func remove(_ path: RelativePath) throws {
        let parent = try folder.openParent(of: path)
        try SafeFile.remove(path.name, in: parent)
        try SafeFile.flush(parent)
    }
}
