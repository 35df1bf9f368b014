package import Engine
import Model

/// Changes what a person may change of a storage.
package struct ChangeStorage: AnsweringCall {
    package static let address = CallAddress.post("/api/storages/{uuid}")
    package static let summary = "Change name, notes, tags, path, activity or policy"
    package static let verbs = [
        Verb(
            "storage set", "change name, notes, tags, path, activity or policy",
            takes: [
                .storage, .option("--name", "N", "name", ""), .option("--notes", "T", "notes", ""),
                .option("--tag", "T", "tags", "", .text, .severalTimes),
                .option("--path", "DIR", "path", "where the same storage lies now", .path),
                .option(
                    "--active", "yes|no", "active",
                    "no: its photos stay in the library, but nothing is written to it", .yesOrNo),
                .choice(
                    "--policy", "policy",
                    "where ratings and texts are written: into the file, into an .xmp beside it, or both",
                    WritePolicy.self),
            ])
    ]

    package let uuid: String
    package let changes: StorageChanges

    package init(uuid: String, changes: StorageChanges) {
        self.uuid = uuid
        self.changes = changes
    }

    private enum CodingKeys: String, CodingKey { case uuid }

    package init(from decoder: any Decoder) throws {
        uuid = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .uuid)
        changes = try StorageChanges(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(uuid, forKey: .uuid)
        try changes.encode(to: encoder)
    }

    package func answer(in storages: StorageActions) throws -> StorageDocument {
        StorageDocument(try storages.change(uuid, changes))
    }

    package static func text(of storage: StorageDocument) -> String { "\(storage.name): changed" }
}
