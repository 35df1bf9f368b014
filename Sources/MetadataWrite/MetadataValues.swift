/// What stands in a file or sidecar now, of the four things that can be changed.
package struct MetadataValues: Sendable, Hashable {
    package var rating: Int?
    package var label: String?
    package var title: String?
    package var description: String?

    package init(rating: Int? = nil, label: String? = nil, title: String? = nil, description: String? = nil) {
        self.rating = rating
        self.label = label
        self.title = title
        self.description = description
    }

    /// What the tags of a sidecar say.
    init(sidecarTags tags: [String: String]) {
        self.init(
            rating: tags["Xmp.xmp.Rating"].flatMap { Int($0) }, label: tags["Xmp.xmp.Label"],
            title: Self.defaultText(tags["Xmp.dc.title"]), description: Self.defaultText(tags["Xmp.dc.description"]))
    }

    /// The values after a change.
    ///
    /// - Parameter keepsZero: a rating of 0 is said instead of left out, because the photo itself has one.
    func applying(_ changes: MetadataChanges, keepsZero: Bool) -> MetadataValues {
        var result = self
        if let rating = changes.rating { result.rating = rating == 0 && !keepsZero ? nil : rating }
        if let label = changes.label { result.label = label.isEmpty ? nil : label }
        if let title = changes.title { result.title = title.isEmpty ? nil : title }
        if let description = changes.description { result.description = description.isEmpty ? nil : description }
        return result
    }

    /// exiv2 writes the language before the text.
    private static func defaultText(_ text: String?) -> String? {
        guard let text else { return nil }
        let mark = "lang=\"x-default\" "
        return text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text
    }
}
