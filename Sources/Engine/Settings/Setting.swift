import Model
package import Store

/// A number that a person may set for a library; while nobody does, what is best is found out.
package struct Setting: Sendable {
    package let key: String
    /// What it is, for a form.
    package let title: String
    /// What it means, and what holds without it.
    package let words: String
    package let range: ClosedRange<Int>

    /// What was set; nil = nothing. A number beyond the range counts as its end.
    func value(_ reading: Reading) throws -> Int? {
        try Settings.value(key, reading).flatMap { Int($0) }.map { min(max($0, range.lowerBound), range.upperBound) }
    }
}

/// The settings of a library: one list for the page, the API and the command line.
package struct LibrarySettings: Sendable {
    private let store: LibraryStore
    private let list: [Setting]

    package init(_ list: [Setting], store: LibraryStore) {
        self.list = list
        self.store = store
    }

    /// Every setting with its value.
    package func all() throws -> [SettingDocument] {
        try store.read { reading in try list.map { SettingDocument($0, value: try $0.value(reading)) } }
    }

    /// - Parameter text: a number; empty or `usual` = what is best is found out.
    /// - Throws: `Refusal` for a key that there is not, and for a text that is no such number.
    package func set(_ key: String, to text: String) throws -> SettingDocument {
        guard let setting = list.first(where: { $0.key == key }) else {
            throw Refusal(key, "there is no such setting", hint: "`photostead settings list` shows them.", .notFound)
        }
        if text.isEmpty || text == "usual" {
            try store.write { try Settings.remove(key, $0) }
            return SettingDocument(setting, value: nil)
        }
        guard let value = Int(text), setting.range.contains(value) else {
            throw Refusal(
                setting.title,
                "it takes a number from \(setting.range.lowerBound) to \(setting.range.upperBound), not “\(text)”")
        }
        try store.write { try Settings.set(key, to: text, $0) }
        return SettingDocument(setting, value: value)
    }
}

/// A setting as the API and the command line print it.
package struct SettingDocument: Codable, Sendable {
    package let key: String
    package let title: String
    package let words: String
    package let least: Int
    package let most: Int
    /// nil = what is best is found out.
    @OrNull package private(set) var value: Int?

    package init(_ setting: Setting, value: Int?) {
        (key, title, words) = (setting.key, setting.title, setting.words)
        (least, most) = (setting.range.lowerBound, setting.range.upperBound)
        self.value = value
    }

    fileprivate var line: String { "\(key)  \(value.map(String.init) ?? "usual")  \(title)" }
}

/// The settings with their values.
package struct ListSettings: ListingCall {
    package static let address = CallAddress.get("/api/settings")
    package static let summary = "The settings of the library with their values"
    package static let role = Role.owner
    package static let verbs = [
        Verb("settings list", "what may be set, and what is", "One a line: key, value, what it is.")
    ]

    package func answer(in settings: LibrarySettings) throws -> AnswerList<SettingDocument> {
        AnswerList(try settings.all())
    }

    package static func text(of setting: SettingDocument) -> String { setting.line }
}

/// Sets one setting.
package struct ChangeSetting: AnsweringCall {
    package static let address = CallAddress.post("/api/settings")
    package static let summary = "Set one setting; without a value what is best is found out"
    package static let verbs = [
        Verb(
            "settings set", "set one setting of the library",
            "VALUE is a number, or “usual” to let Photostead find out what is best.",
            takes: [.word("KEY", "key", "the setting's key"), .word("VALUE", "value", "the value")])
    ]

    package let key: String
    package let value: String?

    package func answer(in settings: LibrarySettings) throws -> SettingDocument {
        try settings.set(key, to: value ?? "")
    }

    package static func text(of setting: SettingDocument) -> String { setting.line }
}

/// The calls about settings.
package enum SettingCalls {
    package static let reading: [CallEntry<LibrarySettings>] = [CallEntry(ListSettings.self)]
    package static let acting: [CallEntry<LibrarySettings>] = [CallEntry(ChangeSetting.self)]
}
