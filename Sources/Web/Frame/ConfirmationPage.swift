import Templating

/// Asks before something that loses something.
struct ConfirmationPage: PageModel {
    var confirmation: Confirmation
    /// Where "Cancel" leads.
    var back: Route
    var place: Place?

    var title: String { confirmation.question }
    var template: String { "errors/confirmation" }

    func value(_ context: PageContext) -> TemplateValue {
        confirmation.value.merging(["BACK_HREF": .text(back.path)])
    }
}

/// A question and the form that answers it with yes.
struct Confirmation: Sendable {
    /// `Remove Holidays from the library?`
    var question: String
    /// What it means, one sentence each.
    var consequences: [String]
    /// The verb with what it acts on: `Remove Holidays`.
    var button: String
    var isDestructive = true
    var action: Route
    /// Hidden fields.
    var fields: [(name: String, value: String)] = []

    var value: TemplateValue {
        [
            "QUESTION_TEXT": .text(question),
            "CONSEQUENCES": .section(consequences.map { ["CONSEQUENCE": .text($0)] }),
            "CONFIRM_ACTION": .text(action.path), "CONFIRM_BUTTON": .text(button),
            "CONFIRM_WEIGHT": isDestructive ? "danger" : "primary",
            "FIELDS": .section(fields.map { ["FIELD_NAME": .text($0.name), "FIELD_VALUE": .text($0.value)] }),
        ]
    }
}
