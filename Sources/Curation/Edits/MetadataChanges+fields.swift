import FoundationEssentials
package import MetadataWrite
package import Store

extension MetadataChanges {
    /// One field of a photo; empty text takes the value away.
    package init(_ field: PhotoEdit.Field, _ value: String) {
        self.init()
        switch field {
        case .rating: rating = Int(value) ?? 0
        case .label: label = value
        case .title: title = value
        case .description: description = value
        }
    }

    /// What is changed, with the value as the library keeps it.
    var fields: [(PhotoEdit.Field, String)] {
        let all: [(PhotoEdit.Field, String?)] = [
            (.rating, rating.map(String.init)), (.label, label), (.title, title), (.description, description),
        ]
        return all.compactMap { field, value in value.map { (field, $0) } }
    }

    /// These changes and later ones; where both say something the later ones hold.
    func overlaid(with later: MetadataChanges) -> MetadataChanges {
        var result = self
        result.rating = later.rating ?? rating
        result.label = later.label ?? label
        result.title = later.title ?? title
        result.description = later.description ?? description
        return result
    }

    /// For the queue; keys in a fixed order, so that equal changes are equal text.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Four optional plain values: there is nothing in them that cannot be encoded.
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// - Returns: nil for a row that somebody damaged by hand; its write then fails and says so.
    init?(json: String) {
        guard let changes = try? JSONDecoder().decode(MetadataChanges.self, from: Data(json.utf8)) else { return nil }
        self = changes
    }
}
