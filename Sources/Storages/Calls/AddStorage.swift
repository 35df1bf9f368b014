package import Engine
import Platform

/// Makes a folder a storage and indexes it.
package struct AddStorage: FollowedCall {
    package static let address = CallAddress.post("/api/storages")
    package static let summary = "Make a folder a storage and index it"
    package static let verbs = [
        Verb(
            "storage add", "make a folder a storage and index it",
            """
            Signs the folder (.imalink-storage and, beside it, the list of its files), writes it into the library and
            indexes it. The photos stay where they are and as they are. Interrupt it at any moment: the same command, or
            `operation resume`, goes on.
            """,
            takes: [
                .word("PATH", "path", "the folder", .path),
                .option("--name", "NAME", "name", "what the storage is called; default: the folder's name"),
                .flag("--no-index", "index", .bool(false), "only sign and write down"),
            ])
    ]

    package let path: String
    package let name: String?
    package let index: Bool?

    package init(path: String, name: String? = nil, index: Bool? = nil) {
        self.path = path
        self.name = name
        self.index = index
    }

    package func answer(in storages: StorageActions) throws -> StorageDocument {
        try storages.add(path: path, name: name, isIndexed: index ?? true)
    }
}

/// Makes a storage of a legacy folder and indexes it.
package struct MigrateStorage: FollowedCall {
    package static let address = CallAddress.post("/api/storages/migration")
    package static let summary = "Make a storage of a legacy folder and index it"
    package static let verbs = [
        Verb(
            "storage migrate", "make a storage of a legacy folder (imalink_* with index.json)",
            """
            Signs the folder, takes over its name, its time and its notes, writes it into the library and indexes it. Its
            photos, its index.json and its metadata.txt stay as they are. The same command again changes nothing more.
            """,
            takes: [.word("PATH", "path", "the folder", .path)])
    ]

    package let path: String

    package init(path: String) { self.path = path }

    package func answer(in storages: StorageActions) throws -> StorageDocument { try storages.migrate(path: path) }
}

extension FollowedCall where Answer == StorageDocument, Printed == StorageDocument {
    package func operation(of added: StorageDocument) -> String? { added.operationID }

    package func report(on added: StorageDocument) -> ListStorages { ListStorages() }

    /// The storage as it is when it was indexed.
    package func printed(_ added: StorageDocument, _ report: AnswerList<StorageDocument>?) -> StorageDocument {
        guard var storage = report?.items.first(where: { $0.uuid == added.uuid }) else { return added }
        (storage.operationID, storage.restored) = (added.operationID, added.restored)
        return storage
    }

    package static func remarks(on added: StorageDocument) -> [String] {
        guard let restored = added.restored else { return [] }
        return [restored.sentence(added.name)] + restored.problems.map { "photostead: \($0)" }
    }

    package static func text(of storage: StorageDocument) -> String {
        "\(storage.name): \(storage.photoCount) photos (\(storage.uuid))"
    }
}
