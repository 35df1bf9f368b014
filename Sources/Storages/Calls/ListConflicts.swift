package import Engine
import Platform
package import Store

/// What differs between the library and a storage.
package struct ListConflicts: ListingCall {
    package static let address = CallAddress.get("/api/storages/{uuid}/conflicts")
    package static let summary = "What differs between the library and a storage"
    package static let role = Role.owner
    package static let verbs = [
        Verb(
            "storage conflicts", "what differs between the library and a storage",
            """
            Files that are missing, new, moved or differently rated, and equal names of different pictures: number, type,
            path. With --json one object a line. `storage settle` answers them.
            """,
            takes: [.storage])
    ]

    package let uuid: String
    package let type: ConflictKind?
    package let limit: PageSize?
    package private(set) var after: String?

    package init(uuid: String, type: ConflictKind? = nil, limit: PageSize? = nil, after: String? = nil) {
        self.uuid = uuid
        self.type = type
        self.limit = limit
        self.after = after
    }

    package func answer(in storages: StorageListing) throws -> AnswerPage<ConflictDocument> {
        try storages.conflicts(
            try storages.find(uuid), type, after: after, limit: (limit ?? .usual).count)
    }

    package func next(after page: AnswerPage<ConflictDocument>) -> ListConflicts? {
        page.next.map { ListConflicts(uuid: uuid, type: type, limit: limit, after: $0) }
    }

    package static func text(of conflict: ConflictDocument) -> String {
        "\(conflict.id)  \(conflict.type.rawValue)  \(conflict.words)"
    }
}

extension ConflictDocument {
    /// The paths, and where the same picture can be had.
    fileprivate var words: String {
        switch type {
        case .missingFile:
            let copy = copies?.first.map { "; also in \($0.storageName): \($0.path)" } ?? ""
            return (expectedPath ?? filename) + copy
        case .orphanFile, .metadataMismatch: return path ?? filename
        case .pathMismatch: return "\(expectedPath ?? "") -> \(actualPath ?? "")"
        case .duplicateFilename: return (instances ?? []).map(\.path).joined(separator: ", ")
        }
    }
}
