package import Engine
import Model
import StorageAccess

/// Every storage with its state.
package struct ListStorages: ListingCall {
    package static let address = CallAddress.get("/api/storages")
    package static let summary = "All storages with their state"
    package static let verbs = [
        Verb(
            "storage list", "the storages, their state and size",
            "One storage a line: id, state, photos, path, name. With --json one object a line.")
    ]

    package init() {}

    package func answer(in storages: StorageListing) throws -> AnswerList<StorageDocument> {
        AnswerList(try storages.list().map { StorageDocument($0) })
    }

    package static func text(of storage: StorageDocument) -> String {
        "\(storage.uuid)  \(storage.state)  \(storage.photoCount) photos  \(storage.path)  \(storage.name)"
    }
}

extension [StorageDocument] {
    /// The storage that somebody means: by its id, the beginning of it, its name or its path.
    ///
    /// - Throws: `Refusal` when there is none, or several.
    package func meant(by text: String) throws -> StorageDocument {
        let exact = filter { $0.uuid == text.lowercased() || $0.name == text || $0.path == text }
        let meant = exact.isEmpty && text.count >= 4 ? filter { $0.uuid.hasPrefix(text.lowercased()) } : exact
        guard let storage = meant.first else { throw Refusal.unknownStorage(text) }
        guard meant.count == 1 else {
            throw Refusal(
                text, "it may be one of \(meant.count) storages", hint: "`photostead storage list` shows their ids.")
        }
        return storage
    }
}
