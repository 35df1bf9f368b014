/// Compares a value with the templates it is rendered by: what is used and not given, what is given and used nowhere.
///
/// For tests; rendering itself shows a missing name as nothing.
struct StrictCheck {
    private let structures: [String: TemplateStructure]
    /// The names of all templates together: values are shared by templates, so what one of them uses is used.
    private let used: Set<String>
    private(set) var complaints: [String] = []

    init(structures: [String: TemplateStructure]) {
        self.structures = structures
        used = structures.values.reduce(into: []) { $0.formUnion($1.names) }
    }

    mutating func check(_ template: String, _ value: TemplateValue) {
        check(template, value, around: [])
        var seen: Set<String> = []
        complaints = complaints.filter { seen.insert($0).inserted }
    }

    private mutating func check(_ template: String, _ value: TemplateValue, around: [TemplateValue]) {
        guard let structure = structures[template] else {
            complaints.append("there is no template \(template)")
            return
        }
        reportUnused(value, structure.file)
        walk(structure.nodes, scopes: around + [value], structure.file)
    }

    private mutating func walk(_ nodes: [TemplateStructure.Node], scopes: [TemplateValue], _ file: String) {
        for node in nodes {
            switch node {
            case .text(let name, let line):
                if case .text? = find(name, .text, scopes) { continue }
                complaints.append("\(file):\(line): {{\(name)}} is not given")
            case .include(let name, let line):
                guard case .include(let template, let values)? = find(name, .include, scopes) else {
                    complaints.append("\(file):\(line): {{>\(name)}} is not given")
                    continue
                }
                for value in values { check(template, value, around: scopes) }
            case .section(let name, let line, let inner):
                guard let values = sections(name, scopes) else {
                    complaints.append("\(file):\(line): {{#\(name)}} is not given")
                    continue
                }
                for value in values { walk(inner, scopes: scopes + [value], file) }
            }
        }
    }

    private func sections(_ name: String, _ scopes: [TemplateValue]) -> [TemplateValue]? {
        switch find(name, .section, scopes) {
        case .section(let values)?: values
        case .optional(let text)?: text.map { [[name: .text($0)]] } ?? []
        default: nil
        }
    }

    private enum Sort { case text, section, include }

    private func find(_ name: String, _ sort: Sort, _ scopes: [TemplateValue]) -> TemplateValue.Content? {
        for scope in scopes.reversed() {
            for (entry, content) in scope.entries.reversed() where entry == name {
                switch (sort, content) {
                case (.text, .text), (.section, .section), (.section, .optional), (.include, .include): return content
                default: continue
                }
            }
        }
        return nil
    }

    private mutating func reportUnused(_ value: TemplateValue, _ file: String) {
        for (name, content) in value.entries {
            if !used.contains(name) { complaints.append("\(file): \(name) is given and never used") }
            if case .section(let values) = content {
                for value in values { reportUnused(value, file) }
            }
        }
    }
}
