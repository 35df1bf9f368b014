import HTTP
import Imports
import Intake
import Model
import Platform

/// What the fields of the page for a new import hold.
struct ImportForm: Sendable, Hashable {
    var source = ""
    /// UUID; empty = none is chosen yet.
    var storage = ""
    /// `date`, `keep`, `session`, `flat` or `template`.
    var organise = "date"
    var template = ""
    var duplicates = DuplicatePolicy.skip
    var samePicture = SamePicturePolicy.import
    var title = ""
    var isMove = false

    init() {}

    /// The fields of an import that was made.
    init(_ settings: ImportSettings) {
        source = settings.source
        storage = settings.storage
        organise = settings.organise
        duplicates = settings.duplicates
        samePicture = settings.samePicture
        title = settings.title ?? ""
        isMove = settings.isMove
        nameTemplate()
    }

    /// - Parameter field: the value of a field as it was sent, nil when it was not.
    /// - Throws: `WebError` 400 for a value that is none of the choices.
    init(_ field: (String) -> String?) throws {
        // A name may end with a blank; none can stand before the first slash.
        source = String((field("source") ?? "").drop { $0 == " " })
        storage = field("storage") ?? ""
        organise = String((field("organise") ?? "date").trimmingBlanks)
        template = String((field("template") ?? "").trimmingBlanks)
        duplicates = try Self.choice("duplicates", field) ?? .skip
        samePicture = try Self.choice("same_picture", field) ?? .import
        title = String((field("title") ?? "").trimmingBlanks)
        isMove = field("move") == "1"
        nameTemplate()
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ field: (String) -> String?
    ) throws -> Choice? {
        guard let value = field(name), !value.isEmpty else { return nil }
        guard let choice = Choice(rawValue: value) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw WebError(.badRequest, "the field \(name)", "“\(value)” is none of \(known)")
        }
        return choice
    }

    /// The interface takes a template in place of a word; the page has a field of its own for it.
    private mutating func nameTemplate() {
        guard !OrganisationWords.all.contains(where: { $0.value == organise }) else { return }
        (organise, template) = (OrganisationWords.template, organise)
    }

    var settings: ImportSettings {
        ImportSettings(
            source: source, storage: storage, organise: organise == OrganisationWords.template ? template : organise,
            duplicates: duplicates, samePicture: samePicture, title: title.isEmpty ? nil : title, isMove: isMove)
    }

    /// Everything but the source, for links that keep it.
    var query: [(name: String, value: String)] {
        let fresh = ImportForm()
        let pairs: [(name: String, value: String, usual: String)] = [
            ("storage", storage, fresh.storage), ("organise", organise, fresh.organise),
            ("template", template, fresh.template), ("duplicates", duplicates.rawValue, fresh.duplicates.rawValue),
            ("same_picture", samePicture.rawValue, fresh.samePicture.rawValue), ("title", title, fresh.title),
            ("move", isMove ? "1" : "0", "0"),
        ]
        return pairs.filter { $0.value != $0.usual }.map { ($0.name, $0.value) }
    }
}
