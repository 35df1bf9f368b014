import Templating

/// A chip that opens a list of links, for `shared/_filter`.
struct FilterMenu {
    /// One of the links.
    struct Choice {
        let name: String
        let href: String
        var isChosen = false
    }

    let name: String
    let choices: [Choice]
    /// The same page without this filter.
    let clearHref: String
    /// Whether it narrows the page, be it by none of the choices.
    let isSet: Bool

    var value: TemplateValue {
        let current = choices.first(where: \.isChosen)
        return [
            "MENU": .text(name),
            // A value that is chosen but stands in no list, a storage that was removed, can still be cleared.
            "CHOSEN": .optional(isSet ? current?.name ?? name : nil), "IS_OPEN_CHOICE": .when(!isSet),
            "CLEAR_HREF": .text(clearHref),
            "CHOICES": .section(
                choices.map { choice in
                    [
                        "CHOICE": .text(choice.name), "CHOICE_HREF": .text(choice.href),
                        "IS_CHOSEN": .when(choice.isChosen),
                    ]
                }),
        ]
    }
}
