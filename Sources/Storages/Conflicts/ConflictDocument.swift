import Model
package import Store

/// A conflict as docs/interface.md prints it, in the API and on the command line; what has no meaning for its kind
/// is left out.
package struct ConflictDocument: Sendable, Codable {
    /// One of several files of the same name.
    package struct Instance: Sendable, Codable {
        package let hothash: String
        package let path: String
        package let photoID: String
        package let size: Int64

        private enum CodingKeys: String, CodingKey {
            case hothash, path
            case photoID = "photo_id"
            case size = "file_size"
        }
    }

    /// Another file with the picture of one that is missing.
    package struct Copy: Sendable, Codable {
        package let storageUUID: String
        package let storageName: String
        /// `online`, `offline` or `read_only`.
        package let state: String
        package let path: String
        /// Whether it has the same bytes.
        package let isExact: Bool

        private enum CodingKeys: String, CodingKey {
            case storageUUID = "storage_uuid"
            case storageName = "storage_name"
            case state
            case path = "relative_path"
            case isExact = "is_exact"
        }
    }

    package let id: Int64
    package let type: ConflictKind
    package let hothash: String?
    package let filename: String
    package let expectedPath: String?
    package let actualPath: String?
    package let path: String?
    package let lastSeen: String?
    package let size: Int64?
    package let detectedAt: String
    package let reason: String?
    package let photoID: String?
    package let differences: [ConflictDetails.Difference]?
    package let instances: [Instance]?
    package let copies: [Copy]?

    private enum CodingKeys: String, CodingKey {
        case id, type, hothash, filename, path, reason, differences, instances, copies
        case expectedPath = "expected_path"
        case actualPath = "actual_path"
        case lastSeen = "last_seen"
        case size = "file_size"
        case detectedAt = "detected_at"
        case photoID = "photo_id"
    }

    init(_ conflict: ConflictRecord, _ reading: Reading) throws {
        let (kind, path) = (conflict.kind, conflict.path)
        id = conflict.id
        type = kind
        hothash = conflict.pictureHash
        filename = path.displayName
        detectedAt = conflict.detectedAt
        lastSeen = kind == .missingFile ? conflict.details.lastSeen ?? conflict.detectedAt : nil
        size = kind == .duplicateFilename ? nil : conflict.size
        reason = conflict.details.reason
        photoID = conflict.photoID
        differences = conflict.details.differences
        actualPath = kind == .pathMismatch ? path.display : nil
        expectedPath =
            switch kind {
            case .missingFile: path.display
            case .pathMismatch: conflict.itemPath?.display
            default: nil
            }
        self.path = kind == .orphanFile || kind == .metadataMismatch ? path.display : nil
        instances =
            kind == .duplicateFilename ? try Self.instances(path.display, conflict.storage, reading) : nil
        copies = kind == .missingFile ? try Self.copies(of: conflict, reading) : nil
    }

    private static func instances(
        _ name: String, _ storage: Int64, _ reading: Reading
    ) throws -> [Instance] {
        try NamedFile.all(named: name, storage: storage, limit: 100, reading).map {
            Instance(hothash: $0.pictureHash, path: $0.path, photoID: $0.photoID, size: $0.size)
        }
    }

    private static func copies(of conflict: ConflictRecord, _ reading: Reading) throws -> [Copy] {
        try MissingCopies(of: conflict, reading).items.prefix(20).map { copy in
            Copy(
                storageUUID: copy.item.storage.uuid, storageName: copy.item.storage.name,
                state: copy.item.stateWord, path: copy.item.path.display, isExact: copy.isExact)
        }
    }
}

/// Other files with the picture of one that is missing, the best to restore from first: the same bytes, then what can
/// be reached.
struct MissingCopies {
    let items: [(item: ItemDetails, isExact: Bool)]

    init(of conflict: ConflictRecord, _ reading: Reading) throws {
        guard let id = conflict.itemID, let missing = try ItemDetails.find(id, reading),
            let photo = missing.photoKey
        else {
            items = []
            return
        }
        let others = try ItemDetails.all(ofPhoto: photo, reading).filter { $0.id != id && $0.state == .present }
        func rank(_ item: ItemDetails) -> Int {
            (item.sha256 == missing.sha256 ? 0 : 2) + (item.storage.state == .offline ? 1 : 0)
        }
        items = others.sorted { rank($0) < rank($1) }.map { ($0, $0.sha256 == missing.sha256) }
    }
}
