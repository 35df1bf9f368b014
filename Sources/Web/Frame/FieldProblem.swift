import Model
import Templating

/// Why a field was refused, and what to write instead.
struct FieldProblem: Sendable, Hashable {
    /// The name of the field.
    var field: String
    var message: String
    var hint: String?
}

extension FieldProblem {
    /// From an error of any module.
    init(field: String, _ failure: any Failure) {
        self.init(field: field, message: Sentence.ended(failure.description), hint: failure.hint)
    }
}

extension FieldProblem? {
    /// For `shared/_problem`, when it is about `field`.
    func content(for field: String) -> TemplateValue.Content {
        let mine = flatMap { $0.field == field ? $0 : nil }
        return .include(
            "shared/_problem",
            mine.map {
                [["FIELD": .text(field), "FIELD_MESSAGE": .text($0.message), "FIELD_HINT": .optional($0.hint)]]
            } ?? [])
    }
}
