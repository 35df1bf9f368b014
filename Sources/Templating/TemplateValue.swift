/// What a template is filled with: names and, for each, a text, a section or an included template.
///
/// A name that a scope lacks is looked up in the scope around it, through sections and includes alike. Order is kept
/// and the last value given to a name wins. Texts are escaped by the place they stand in, so none is escaped here.
package struct TemplateValue: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// What stands under one name.
    package enum Content: Sendable, Equatable {
        /// `{{NAME}}`
        case text(String)
        /// `{{#NAME}}...{{/NAME}}`, once for each value.
        case section([TemplateValue])
        /// `{{>NAME}}`: the template (its path below the folder, without `.html`), once for each value.
        case include(String, [TemplateValue])
        /// `{{#NAME}}...{{NAME}}...{{/NAME}}`: a section that is there only with the text, and the text in it.
        case optional(String?)
    }

    package private(set) var entries: [(name: String, content: Content)]

    package init() { entries = [] }

    package init(dictionaryLiteral elements: (String, Content)...) {
        entries = elements.map { (name: $0.0, content: $0.1) }
    }

    /// The content of a name in this scope alone.
    package subscript(name: String) -> Content? {
        get { entries.last { $0.name == name }?.content }
        set {
            entries.removeAll { $0.name == name }
            if let newValue { entries.append((name: name, content: newValue)) }
        }
    }

    /// Both together; where they share a name the other's content wins.
    package func merging(_ other: TemplateValue) -> TemplateValue {
        var result = self
        for (name, content) in other.entries { result[name] = content }
        return result
    }

    package static func == (left: TemplateValue, right: TemplateValue) -> Bool {
        left.entries.elementsEqual(right.entries) { $0.name == $1.name && $0.content == $1.content }
    }
}

extension TemplateValue.Content {
    /// `{{#NAME}}...{{/NAME}}`, there or not.
    package static func when(_ condition: Bool) -> Self { .section(condition ? [TemplateValue()] : []) }

    /// A section that is there only with `value`.
    package static func when(_ value: TemplateValue?) -> Self { .section(value.map { [$0] } ?? []) }

    /// One included template with one value.
    package static func include(_ template: String, _ value: TemplateValue) -> Self { .include(template, [value]) }

    /// A whole number without separators.
    package static func number(_ value: some BinaryInteger) -> Self { .text(String(value)) }
}

extension TemplateValue.Content: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { self = .text(value) }
}
