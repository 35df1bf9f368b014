package import Engine
import Model
import Platform

/// Looks for what is new, changed, moved or gone in a storage.
package struct ReindexStorage: FollowedCall {
    package static let address = CallAddress.post("/api/storages/{uuid}/reindex")
    package static let summary = "Start a re-index"
    package static let verbs = [
        Verb(
            "storage reindex", "find what is new, changed or gone in a storage",
            takes: [
                .storage,
                .flag(
                    "--quick", "mode", .string("quick"), "does each indexed file still exist? Nothing is read",
                    group: "mode"),
                .flag(
                    "--smart", "mode", .string("smart"), "read new and changed files, by time and size (default)",
                    group: "mode"),
                .flag("--full", "mode", .string("full"), "read every file again", group: "mode"),
                .flag(
                    "--no-hash-orphans", "hash_orphans", .bool(false),
                    "only list new files; they do not become photos"),
                .flag(
                    "--no-detect-duplicates", "detect_duplicates", .bool(false),
                    "neither count new copies nor list equal names"),
                .flag(
                    "--no-fix-moved", "fix_moved", .bool(false),
                    "only list files that lie elsewhere now; `storage conflicts` shows them"),
                .flag("--drop-missing", "drop_missing", .bool(true), "forget files that are missing"),
                .flag(
                    "--accept-missing", "accept_missing", .bool(true),
                    "take it as true when many files are gone at once"),
            ])
    ]

    package let uuid: String
    package let options: ReindexOptions

    package init(uuid: String, options: ReindexOptions = ReindexOptions()) {
        self.uuid = uuid
        self.options = options
    }

    private enum CodingKeys: String, CodingKey { case uuid }

    package init(from decoder: any Decoder) throws {
        uuid = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .uuid)
        options = try ReindexOptions(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(uuid, forKey: .uuid)
        try options.encode(to: encoder)
    }

    package func answer(in storages: StorageActions) throws -> OperationDocument {
        try storages.operation(try storages.reindex(uuid, options))
    }

    package func operation(of started: OperationDocument) -> String? { started.operationID }

    package func report(on started: OperationDocument) -> ShowOperation { ShowOperation(id: started.operationID) }

    package func printed(_ started: OperationDocument, _ report: OperationDocument?) -> ReindexResult {
        ReindexResult(report ?? started)
    }

    package static func text(of result: ReindexResult) -> String {
        """
        \(result.checked) checked, \(result.added) added, \(result.changed) changed, \(result.moved) moved, \
        \(result.missing) missing
        """
    }
}

/// What docs/interface.md prints for `storage reindex`.
package struct ReindexResult: Codable, Sendable {
    let operation_id: String
    let status: String
    let checked: Int
    let added: Int
    let changed: Int
    let moved: Int
    let missing: Int
    let orphans: Int
    let duplicates: Int
    let hashed: Int

    init(_ operation: OperationDocument) {
        let counts = operation.progress.counts
        operation_id = operation.operationID
        status = operation.status.rawValue
        checked = operation.progress.processed
        added = counts["added"] ?? 0
        changed = counts["changed"] ?? 0
        moved = counts["moved"] ?? 0
        missing = counts["missing"] ?? 0
        orphans = counts["orphans"] ?? 0
        duplicates = counts["duplicates"] ?? 0
        hashed = counts["hashed"] ?? 0
    }
}
