import Model

/// The names that Google Takeout gives the JSON of a picture.
package enum TakeoutNames {
    private static let supplement = ".supplemental-metadata"
    /// UTF-16 units of a name before its counter and `.json`.
    private static let limit = 46

    /// New style, then old, with the counter where Takeout has it.
    package static func candidates(of media: String) -> [String] {
        let (name, counter) = splitCounter(media)
        let bodies = [cut(name + supplement), cut(name)]
        var names = bodies.map { $0 + counter + ".json" }
        // The user's own "(2)" is part of the name.
        if !counter.isEmpty { names += [cut(media + supplement), cut(media)].map { $0 + ".json" } }
        return names
    }

    /// `IMG(2).jpg` = `IMG.jpg` and `(2)`.
    private static func splitCounter(_ media: String) -> (name: String, counter: String) {
        let dot = media.lastIndex(of: ".") ?? media.endIndex
        let stem = media[..<dot]
        guard stem.last == ")", let open = stem.lastIndex(of: "("), open > stem.startIndex else { return (media, "") }
        let digits = stem[stem.index(after: open)...].dropLast()
        guard !digits.isEmpty, digits.allSatisfy(\.isNumber) else { return (media, "") }
        return (String(stem[..<open] + media[dot...]), String(stem[open...]))
    }

    /// The longest prefix of at most 46 UTF-16 units that splits no character of two.
    private static func cut(_ text: String) -> String {
        var units = 0
        let scalars = text.unicodeScalars.prefix { scalar in
            units += scalar.utf16.count
            return units <= limit
        }
        return String(scalars)
    }
}
