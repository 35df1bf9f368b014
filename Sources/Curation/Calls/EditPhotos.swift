package import Engine
package import MetadataWrite
import Platform

/// Sets rating, label, title or description of photos.
package struct EditPhotos: ListingCall {
    package static let address = CallAddress.post("/api/photos/edits")
    package static let summary = "Set rating, label, title or description of photos"
    package static let verbs = [
        Verb(
            "rate", "give photos stars, a colour label, or make them favorites",
            """
            The rating is written into every file that carries the picture, for every other program to read; a rating of 0
            takes it away. A favorite is a photo with five stars; --unfavorite takes the stars away. Files on drives that
            are away are written when the drive is back.
            """,
            takes: [
                .word("ID_OR_PATH", "ids", "the photo", .photo, .atLeastOnce),
                .option("--rating", "0..5", "changes.rating", "", .number(0...5), group: "rating"),
                .flag("--favorite", "changes.rating", .integer(5), "", group: "rating"),
                .flag("--unfavorite", "changes.rating", .integer(0), "", group: "rating"),
                .option(
                    "--label", "LABEL", "changes.label",
                    "Red, Yellow, Green, Blue, Purple or another word; empty takes it away"),
            ],
            refusal: { $0.count == 1 ? "a rating or a label is missing" : nil })
    ]

    /// Photos by id or by path.
    package let ids: [String]
    package let changes: MetadataChanges

    package init(ids: [String], changes: MetadataChanges) {
        self.ids = ids
        self.changes = changes
    }

    package func answer(in edits: PhotoEdits) throws -> AnswerList<EditResult> {
        guard !changes.isEmpty else { throw BadQuestion("changes", "they change nothing") }
        return AnswerList(try edits.apply(changes, toAll: ids))
    }

    package static func text(of result: EditResult) -> String {
        "\(result.id): rating \(result.rating)\(result.label.map { ", \($0)" } ?? ""), \(result.written) written, "
            + "\(result.pending) pending, \(result.failed) failed"
    }

    package static func problems(of result: EditResult) -> [String] { [result.problem].compactMap { $0 } }

    package static func isPartlyFailed(_ result: EditResult) -> Bool { result.failed > 0 }
}
