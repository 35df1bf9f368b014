/// Compares a value with the templates it is rendered by: what is used and not given, what is given and never used.
///
/// For tests; rendering itself shows a missing name as nothing.
struct StrictCheck {
    private let structures: [String: TemplateStructure]
    private(set) var complaints: [String] = []

    init(structures: [String: TemplateStructure]) { self.structures = structures }

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
        var reachable = structure.names
        addIncludedNames(of: value, to: &reachable)
        reportUnused(value, structure.file, reachable)
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

    /// A name may be meant for a template that this scope includes.
    private func addIncludedNames(of value: TemplateValue, to names: inout Set<String>) {
        for (_, content) in value.entries {
            switch content {
            case .include(let template, let values):
                names.formUnion(structures[template]?.names ?? [])
                for value in values { addIncludedNames(of: value, to: &names) }
            case .section(let values): for value in values { addIncludedNames(of: value, to: &names) }
            case .text, .optional: continue
            }
        }
    }

    private mutating func reportUnused(_ value: TemplateValue, _ file: String, _ names: Set<String>) {
        for (name, content) in value.entries {
            if !names.contains(name) { complaints.append("\(file): \(name) is given and never used") }
            if case .section(let values) = content {
                for value in values { reportUnused(value, file, names) }
            }
        }
    }
}
