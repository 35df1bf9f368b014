package import Engine

/// Takes a storage out of the library; its files stay.
package struct RemoveStorage: AnsweringCall {
    package static let address = CallAddress.post("/api/storages/{uuid}/remove")
    package static let summary = "Take a storage out of the library; files stay"
    package static let verbs = [
        Verb(
            "storage remove", "take a storage out of the library; files stay untouched",
            """
            Only the library forgets the storage. Its files, the signature among them, stay as they are, and `storage add`
            brings it back.
            """,
            takes: [.storage])
    ]

    package let uuid: String

    package init(uuid: String) { self.uuid = uuid }

    package func answer(in storages: StorageActions) throws -> StorageDocument {
        StorageDocument(try storages.remove(uuid))
    }

    package static func text(of storage: StorageDocument) -> String {
        "\(storage.name): removed from the library; its files are untouched"
    }
}
