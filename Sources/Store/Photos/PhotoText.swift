package import Media
import Model
import SQLite

/// The four things that a file or its sidecar says of a photo and that can be edited.
package struct PhotoText: Sendable, Hashable {
    package var rating: Int?
    package var label: String?
    package var title: String?
    package var description: String?

    package init() {}

    package init(_ facts: Facts) {
        rating = facts.rating?.stars
        label = facts.label
        title = facts.title
        description = facts.caption
    }

    /// The next four columns: rating, label, title, description.
    init(_ row: inout Row) {
        rating = row.optionalInt()
        label = row.optionalText()
        title = row.optionalText()
        description = row.optionalText()
    }

    /// A sidecar wins for what it contains; what it does not mention stays.
    package func overlaid(by sidecar: PhotoText) -> PhotoText {
        var text = self
        text.rating = sidecar.rating ?? rating
        text.label = sidecar.label ?? label
        text.title = sidecar.title ?? title
        text.description = sidecar.description ?? description
        return text
    }

    /// Whether all four are said.
    var isComplete: Bool { rating != nil && label != nil && title != nil && description != nil }

    var values: [Value] { [.integer(rating), .text(label), .text(title), .text(description)] }
}

extension PhotoText {
    /// What the library says of a photo.
    package static func ofPhoto(_ key: Int64, _ reading: Reading) throws -> PhotoText {
        try reading.row(
            "SELECT rating, label, title, description FROM photos WHERE photo_key = ?", [.integer(key)]
        ) { PhotoText(&$0) } ?? PhotoText()
    }

    /// The value of a field as the history keeps it; nil = nothing, and so says the rating 0.
    package subscript(field: PhotoEdit.Field) -> String? {
        let text =
            switch field {
            case .rating: rating.flatMap { $0 == 0 ? nil : String($0) }
            case .label: label
            case .title: title
            case .description: description
            }
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }
}
