import Platform

/// All templates of a folder, parsed at start; any thread may render.
package final class TemplateSet: Sendable {
    private struct State {
        var parsed: ParsedTemplates
        var stamps: [String: FileStamp]
    }

    private let folder: String
    private let picksUpEdits: Bool
    private let state: Lock<State>

    /// Reads and parses every `.html` file below `folder`; a template is named by its path there without `.html`.
    ///
    /// - Parameter picksUpEdits: look before each rendering whether a file changed (`serve --dev`).
    package init(folder: String, picksUpEdits: Bool = false) throws(TemplateError) {
        self.folder = folder
        self.picksUpEdits = picksUpEdits
        let files = try TemplateFolder(path: folder).files()
        let parsed = try ParsedTemplates(files)
        state = Lock(State(parsed: parsed, stamps: files.mapValues(\.stamp)))
    }

    /// Fills the template `name` with `value` and returns UTF-8.
    package func render(_ name: String, _ value: TemplateValue) throws(TemplateError) -> [UInt8] {
        try current().render(name, value)
    }

    /// What is used by the templates and not given by `value`, and the other way round; empty = they fit. For tests.
    package func mismatches(_ name: String, _ value: TemplateValue) throws(TemplateError) -> [String] {
        var check = StrictCheck(structures: try current().structures)
        check.check(name, value)
        return check.complaints
    }

    /// The names of all templates, in order.
    package func names() throws(TemplateError) -> [String] { try current().structures.keys.sorted() }

    private func current() throws(TemplateError) -> ParsedTemplates {
        guard picksUpEdits else { return state.withLock { $0.parsed } }
        let stamps = try TemplateFolder(path: folder).stamps()
        return try state.withLock { state throws(TemplateError) in
            if stamps != state.stamps {
                let files = try TemplateFolder(path: folder).files()
                state = State(parsed: try ParsedTemplates(files), stamps: files.mapValues(\.stamp))
            }
            return state.parsed
        }
    }
}
