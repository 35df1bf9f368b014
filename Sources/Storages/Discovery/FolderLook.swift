import Media
import Model
import Platform
import StorageAccess

/// One look into one folder: is it a storage, and which folders inside are worth a look?
enum FolderLook {
    /// Names that never hold a storage, in a deep search either.
    private static let neverEntered: Set<String> = [
        "lost+found", "$recycle.bin", "#recycle", "system volume information", "imalink-sessions",
    ]

    /// - Returns: nil for what the kernel shows of itself, such as `/proc`.
    /// - Throws: `FileError` when the folder cannot be opened or listed.
    static func look(_ place: FolderSearch.Place, isDeep: Bool) throws -> FolderSearch.Look? {
        let folder = try place.path.map { try place.root.openFolder($0) } ?? place.root
        let status = try folder.descriptor.status()
        if status.device != place.device, try Mounts.current().mount(of: folder)?.holdsFiles == false { return nil }
        let entries = try folder.entries()
        var look = FolderSearch.Look(identity: FolderIdentity(device: status.device, inode: status.inode))
        look.finding = try finding(folder, entries)
        look.inside = entries.filter { $0.kind == .folder && isEntered($0.name, isDeep) }.map(\.name)
        return look
    }

    private static func isEntered(_ name: [UInt8], _ isDeep: Bool) -> Bool {
        guard isDeep else { return IgnoredNames.reason(component: name) == nil }
        let text = String(decoding: name, as: UTF8.self).lowercased()
        return IgnoredNames.reason(component: name) != .ours && !neverEntered.contains(text)
            && !text.hasPrefix(".trash")
    }

    private static func finding(_ folder: Folder, _ entries: [Folder.Entry]) throws -> StorageFinding? {
        func holds(_ name: String) -> Bool {
            entries.contains { $0.kind == .file && $0.name.elementsEqual(name.utf8) }
        }
        let isSigned = holds(StorageSignature.fileName)
        let root = isSigned || holds(StorageFinding.legacyIndex) ? try folder.canonicalPath() : []
        guard isSigned || StorageFinding.isLegacyName(of: root) else { return nil }
        var finding = StorageFinding(root: root, isWritable: StorageRoot.isWritable(folder))
        guard isSigned else { return finding }
        do {
            finding.signature = try StorageSignature.read(in: folder)
        } catch let failure as any Failure { finding.problem = failure.reason }
        return finding
    }
}
