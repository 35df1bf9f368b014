/// Words of an error on their way to a page.
enum Sentence {
    /// With a full stop, unless it ends with a mark of its own: a hint may follow.
    static func ended(_ text: String) -> String {
        guard let last = text.last, !".!?…".contains(last) else { return text }
        return text + "."
    }

    /// A reason that stands alone, with a capital letter and a full stop.
    static func whole(_ reason: String) -> String { ended(capitalized(reason)) }

    /// A word at the beginning of a line.
    static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
