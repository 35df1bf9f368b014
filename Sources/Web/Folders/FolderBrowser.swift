import Media
import Model
import Platform
import Storages
import Store

/// The folders of the server for the picker: only below the roots that are allowed, opened beneath them.
struct FolderBrowser: Sendable {
    /// An open folder.
    struct Opened {
        let picker: FolderPicker
        let absolutePath: String
    }

    let roots: [PickerRoot]
    let storages: StorageListing
    private let mostFolders = 500

    /// By the path of a folder; a share that hangs shows as a folder that cannot be read.
    private static let calls = PatientCalls<String>()
    /// Seconds for the open folder, and for each one inside.
    private static let (patience, briefly) = (0.5, 0.2)

    /// - Parameters:
    ///   - root: the id of a root; nil = the first one.
    ///   - path: relative to it; nil = the root itself.
    /// - Returns: nil when there is no root.
    func open(root id: String?, path: String?) throws -> Opened? {
        guard let root = roots.first(where: { $0.id == id }) ?? roots.first else { return nil }
        let relative = path.flatMap { RelativePath($0) }
        let absolute = relative.map { "\(root.path)/\($0.display)" } ?? root.path
        var picker = FolderPicker(
            roots: roots.map { FolderPicker.Root(id: $0.id, name: $0.name) }, root: root.id,
            trail: trail(relative), folders: [])
        do {
            let opened = try Self.calls.call(absolute, seconds: Self.patience) {
                let top = try Folder(path: root.path)
                let folder = try relative.map { try top.openFolder($0) } ?? top
                return (folder, try FolderContents(of: folder))
            }
            guard let (folder, listing) = opened else {
                picker.problem = PageProblem(
                    .warn, "\(absolute) does not answer.", hint: "Its drive or share hangs; try again later.")
                return Opened(picker: picker, absolutePath: absolute)
            }
            let storages = try self.storages.rows()
            picker.photoCount = listing.photoCount
            picker.folders = listing.folders.prefix(mostFolders).map { name in
                describe(name, in: folder, below: relative, root: root, storages: storages)
            }
            if listing.folders.count > mostFolders {
                picker.problem = PageProblem(.info, "Only the first \(mostFolders) folders are shown.")
            }
        } catch let error as FileError {
            picker.problem = PageProblem(error, tone: .warn)
        }
        return Opened(picker: picker, absolutePath: absolute)
    }

    /// A path as a person types it: `~` is the home folder of whoever runs the server, as in a shell.
    func expanded(_ typed: String) -> String {
        guard typed == "~" || typed.hasPrefix("~/"), let home = roots.first(where: { $0.id == PickerRoot.home })
        else { return typed }
        return home.path + typed.dropFirst()
    }

    private func trail(_ path: RelativePath?) -> [(name: String, path: String)] {
        var trail: [(name: String, path: String)] = []
        var current = path
        while let folder = current {
            trail.insert((name: folder.displayName, path: folder.display), at: 0)
            current = folder.parent
        }
        return trail
    }

    private func describe(
        _ name: String, in folder: Folder, below path: RelativePath?, root: PickerRoot, storages: [StorageRecord]
    ) -> FolderPicker.Folder {
        let relative = path.map { "\($0.display)/\(name)" } ?? name
        let absolute = Array("\(root.path)/\(relative)".utf8)
        let isStorage = storages.contains { AbsolutePath.contains($0.root, absolute) }
        // A folder that cannot be opened or listed is shown as such.
        let contents = RelativePath(name).flatMap { path in
            try? Self.calls.call(folder.display(path), seconds: Self.briefly) {
                try FolderContents(of: folder.openFolder(path))
            }
        }
        return FolderPicker.Folder(
            name: name, path: relative, photoCount: contents?.photoCount, isStorage: isStorage,
            isReadable: contents != nil)
    }
}

/// What lies directly in a folder.
struct FolderContents: Sendable {
    /// Visible folders with names in UTF-8, sorted.
    let folders: [String]
    /// Files whose extension is that of a picture or video.
    let photoCount: Int

    init(of folder: Folder) throws {
        let names = try folder.entries()
        folders = names.filter { $0.kind == .folder && IgnoredNames.reason(component: $0.name) == nil }
            .compactMap { String(validating: $0.name, as: UTF8.self) }.sorted()
        photoCount = names.count { entry in
            guard entry.kind == .file, let path = RelativePath(bytes: entry.name) else { return false }
            return Formats.of(fileExtension: path.fileExtension) != nil
        }
    }
}
