import Model
import Platform
import StorageAccess

/// Looks for known signatures near the top of mounted file systems: a drive that came back elsewhere.
struct SignatureSearch {
    /// Levels below a mount point.
    private static let depth = 2
    /// Folders of one mount that are looked at; a drive with more at its top is found by discovery.
    private static let mostFolders = 2000
    /// Seconds that one file system is waited for.
    private static let patience = 10.0

    private static let calls = PatientCalls<[UInt8]>()

    let mounts: [Mount]

    /// The roots of storages with these UUIDs, the first one of each.
    func find(_ wanted: Set<String>) -> [(uuid: String, root: [UInt8])] {
        var found: [(uuid: String, root: [UInt8])] = []
        for mount in mounts {
            let point = mount.mountPoint
            // A mount that does not answer, or cannot be read, is none where the storage can be used.
            let here = try? Self.calls.call(point, seconds: Self.patience) { try Self.signatures(below: point) }
            for (uuid, root) in (here ?? nil) ?? [] where wanted.contains(uuid) {
                if !found.contains(where: { $0.uuid == uuid }) { found.append((uuid, root)) }
            }
        }
        return found
    }

    private static func signatures(below point: [UInt8]) throws -> [(String, [UInt8])] {
        var found: [(String, [UInt8])] = []
        var level = [try Folder(path: point)]
        var looked = 0
        for depth in 0...Self.depth {
            var next: [Folder] = []
            for folder in level where looked < mostFolders {
                looked += 1
                // A damaged signature is none of those that are looked for.
                if let signature = try? StorageSignature.read(in: folder) {
                    found.append((signature.storageUUID, try folder.canonicalPath()))
                }
                if depth < Self.depth { next += subfolders(of: folder) }
            }
            level = next
        }
        return found
    }

    private static func subfolders(of folder: Folder) -> [Folder] {
        // What cannot be listed or opened holds no storage that could be used.
        let entries = (try? folder.entries()) ?? []
        return entries.lazy.filter { $0.kind == .folder }.prefix(mostFolders).compactMap { entry in
            RelativePath(bytes: entry.name).flatMap { try? folder.openFolder($0) }
        }
    }
}
