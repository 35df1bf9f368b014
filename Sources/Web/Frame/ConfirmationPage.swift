package import Templating

/// Asks before something that loses something.
package struct ConfirmationPage: PageModel {
    package var confirmation: Confirmation
    /// Where "Cancel" leads.
    package var back: Route
    package var place: Place?

    package init(_ confirmation: Confirmation, back: Route, place: Place? = nil) {
        self.confirmation = confirmation
        self.back = back
        self.place = place
    }

    package var title: String { confirmation.question }
    package var template: String { "errors/confirmation" }

    package func value(_ context: PageContext) -> TemplateValue {
        confirmation.value.merging(["BACK_HREF": .text(back.path)])
    }
}

/// A question and the form that answers it with yes.
package struct Confirmation: Sendable {
    /// `Remove Holidays from the library?`
    package var question: String
    /// What it means, one sentence each.
    package var consequences: [String]
    /// The verb with what it acts on: `Remove Holidays`.
    package var button: String
    package var isDestructive: Bool
    package var action: Route
    /// Hidden fields.
    package var fields: [(name: String, value: String)]

    package init(
        question: String, consequences: [String], button: String, isDestructive: Bool = true, action: Route,
        fields: [(name: String, value: String)] = []
    ) {
        self.question = question
        self.consequences = consequences
        self.button = button
        self.isDestructive = isDestructive
        self.action = action
        self.fields = fields
    }

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
