import Model
import Platform
import StorageAccess
import Store

/// A storage that discovery found, as docs/interface.md prints it (`storage discover`).
package struct FoundStorage: Sendable, Codable, Hashable {
    package let status: FoundStatus
    /// nil = a legacy folder has none.
    package let uuid: String?
    package let name: String
    package let path: String
    /// `online` or `read_only`.
    package let state: String
    /// nil = not known before it is indexed.
    package let photoCount: Int?
    package let fileCount: Int?
    package let totalSizeBytes: Int64?
    package let lastIndexed: String?
    /// Where the library has it, when that is elsewhere.
    package let knownPath: String?
    /// Why it cannot be added.
    package let problem: String?

    /// Whether "Add" makes sense.
    package var isAddable: Bool { status != .known && problem == nil }

    private enum CodingKeys: String, CodingKey {
        case status, uuid, name, path, state
        case photoCount = "photo_count"
        case fileCount = "file_count"
        case totalSizeBytes = "total_size_bytes"
        case lastIndexed = "last_indexed"
        case knownPath = "known_path"
        case problem
    }

    /// What is not known is null, so that every key is there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status, forKey: .status)
        try container.encode(uuid, forKey: .uuid)
        try container.encode(name, forKey: .name)
        try container.encode(path, forKey: .path)
        try container.encode(state, forKey: .state)
        try container.encode(photoCount, forKey: .photoCount)
        try container.encode(fileCount, forKey: .fileCount)
        try container.encode(totalSizeBytes, forKey: .totalSizeBytes)
        try container.encode(lastIndexed, forKey: .lastIndexed)
        try container.encode(knownPath, forKey: .knownPath)
        try container.encode(problem, forKey: .problem)
    }

    /// Compares what was found with what the library knows.
    ///
    /// - Parameter known: the storages of the library, with their states as they are now.
    static func all(_ findings: [StorageFinding], known: [StorageRecord]) -> [FoundStorage] {
        var places: [String: String] = [:]
        return findings.map { finding in
            let found = FoundStorage(
                finding, known: known, earlier: finding.signature.flatMap { places[$0.storageUUID] })
            if let uuid = found.uuid, places[uuid] == nil { places[uuid] = found.path }
            return found
        }
    }

    /// - Parameter earlier: where this search has found the same storage before.
    private init(_ finding: StorageFinding, known: [StorageRecord], earlier: String?) {
        let signature = finding.signature
        let storage = signature.flatMap { signature in known.first { $0.uuid == signature.storageUUID } }
        let isHere = storage?.root == finding.root
        let isCopy = !isHere && storage.map { $0.state != .offline } ?? false
        status =
            if finding.isLegacy { .legacy } else if storage == nil { .new } else { isHere || isCopy ? .known : .moved }
        uuid = signature?.storageUUID
        let title = storage?.name ?? signature?.displayName ?? ""
        name = title.isEmpty ? finding.folderName : title
        path = finding.path
        state = (finding.isWritable ? StorageState.online : .readOnly).rawValue
        photoCount = storage?.photoCount ?? signature?.photoCount
        fileCount = storage?.fileCount
        totalSizeBytes = storage?.totalSize ?? signature?.totalSizeBytes
        lastIndexed = storage?.lastIndexed ?? signature?.lastIndexed
        knownPath = isHere ? nil : storage?.displayRoot
        problem = Self.problem(finding, storage: isHere ? nil : storage, isCopy: isCopy, earlier: earlier, known: known)
    }

    private static func problem(
        _ finding: StorageFinding, storage: StorageRecord?, isCopy: Bool, earlier: String?, known: [StorageRecord]
    ) -> String? {
        if let problem = finding.problem { return "its signature cannot be used: \(problem)" }
        if isCopy, let storage { return "it is a copy of “\(storage.name)”, which is online at \(storage.displayRoot)" }
        if let earlier { return "it is a copy of the one at \(earlier)" }
        let outer = known.first { $0.root != finding.root && AbsolutePath.contains($0.root, finding.root) }
        if let outer, outer.state != .offline { return "it lies inside the storage “\(outer.name)”" }
        return nil
    }
}
