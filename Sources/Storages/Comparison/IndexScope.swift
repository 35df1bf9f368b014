package import Model
import Platform
import Store

/// Which part of a storage a run looks at.
package enum IndexScope: Sendable, Hashable {
    case everything
    /// The files directly in a folder; nil = the root.
    case folder(RelativePath?)

    /// With its "/"; empty for the root.
    private var prefix: [UInt8] {
        if case .folder(let path?) = self { path.bytes + [UInt8(ascii: "/")] } else { [] }
    }

    var isEverything: Bool { self == .everything }

    /// The walk through the part; nil when the folder is gone.
    ///
    /// - Throws: `FileError` when the folder cannot be listed.
    func tree(
        in root: Folder, stop: StopSignal, mayOpen: @escaping FileTree.Opening, shouldEnter: @escaping FileTree.Entering
    ) throws -> FileTree? {
        switch self {
        case .everything: return try FileTree(root: root, stop: stop, mayOpen: mayOpen, shouldEnter: shouldEnter)
        case .folder(let path):
            do {
                let folder = try path.map { try root.openFolder($0) } ?? root
                return try FileTree(root: folder, stop: stop, mayOpen: { _ in false })
            } catch let error as FileError where error.isMissing { return nil }
        }
    }

    /// The path below the storage's root of what the walk calls `path`.
    func path(_ path: RelativePath) -> RelativePath {
        isEverything ? path : RelativePath(bytes: prefix + path.bytes) ?? path
    }

    /// The rows of the part after a path.
    ///
    /// - Parameter page: the next rows of the whole storage.
    func known(after path: [UInt8], _ page: ([UInt8]) throws -> [KnownItem]) throws -> [KnownItem] {
        guard case .folder = self else { return try page(path) }
        let prefix = prefix
        var after = path.isEmpty ? prefix : path
        while true {
            let rows = try page(after)
            guard let last = rows.last else { return [] }
            let inside = rows.filter { $0.path.bytes.starts(with: prefix) }
            let direct = inside.filter { !$0.path.bytes.dropFirst(prefix.count).contains(UInt8(ascii: "/")) }
            if !direct.isEmpty || inside.count < rows.count { return direct }
            after = last.path.bytes
        }
    }
}
