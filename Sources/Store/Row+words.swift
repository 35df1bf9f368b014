import Model
import SQLite

/// A row that says something which this version of Photostead does not understand.
struct UnknownWord: Failure {
    let subject: String? = "the library"
    let word: String

    var reason: String { "a row says \"\(word)\", which means nothing here" }
    var hint: String? { "`photostead doctor` looks through the library; its backups folder holds earlier states." }
    var severity: Severity { .unrecoverable }
}

extension Row {
    /// The next column, as one of the words that may stand in it.
    mutating func word<Word: RawRepresentable<String>>() throws -> Word { try known(text()) { Word(rawValue: $0) } }

    /// As `word`; NULL is nil.
    mutating func optionalWord<Word: RawRepresentable<String>>() throws -> Word? {
        try optionalText().map { try known($0) { Word(rawValue: $0) } }
    }

    /// The next column, as one of the numbers that may stand in it.
    mutating func number<Word: RawRepresentable<Int>>() throws -> Word { try known(int()) { Word(rawValue: $0) } }

    mutating func mediaID() throws -> MediaID { try known(text()) { MediaID($0) } }

    mutating func path() throws -> RelativePath { try known(blob()) { RelativePath(bytes: $0) } }

    mutating func optionalPath() throws -> RelativePath? {
        try optionalBlob().map { try known($0) { RelativePath(bytes: $0) } }
    }

    private func known<Raw, Word>(_ raw: Raw, _ make: (Raw) -> Word?) throws -> Word {
        guard let word = make(raw) else { throw UnknownWord(word: "\(raw)") }
        return word
    }
}
