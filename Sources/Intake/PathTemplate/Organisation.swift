import Model

/// How imported files are laid out below the storage's folder for them.
package enum Organisation: Sendable, Hashable {
    /// The folders of the source.
    case keep
    /// `2024/06`.
    case date
    /// `Import-123`.
    case session
    /// No folders.
    case flat
    case template(PathTemplate)

    /// - Parameter text: `keep`, `date`, `session`, `flat`, or a template.
    /// - Throws: `Refusal`.
    package init(_ text: String) throws {
        switch text {
        case "keep": self = .keep
        case "date": self = .date
        case "session": self = .session
        case "flat": self = .flat
        default:
            guard text.contains("{") else {
                throw Refusal.template(
                    text, "it is none of keep, date, session, flat and has no {token}",
                    hint: "An example: {year}/{month}/{camera}/{original}")
            }
            self = .template(try PathTemplate(text))
        }
    }

    /// The folder below a storage's root that imported files go to (docs/interface.md).
    package static let folder = Array("photos".utf8)

    /// Where a unit goes.
    ///
    /// - Parameters:
    ///   - path: of the lead, below its source.
    ///   - session: number of the import in its storage.
    func place(_ path: RelativePath, _ values: TemplateValues, session: Int) -> PathTemplate.Place {
        switch self {
        case .keep: Self.place(path.parent.map { $0.bytes }, values)
        case .date: Self.place(Self.month(values), values)
        case .session: Self.place(Array("Import-\(session)".utf8), values)
        case .flat: Self.place(nil, values)
        case .template(let template): Self.below(template.place(values))
        }
    }

    private static func month(_ values: TemplateValues) -> [UInt8] {
        let month = values.bytes(.month)
        return values.bytes(.year) + (month.isEmpty ? [] : [UInt8(ascii: "/")] + month)
    }

    private static func place(_ folder: [UInt8]?, _ values: TemplateValues) -> PathTemplate.Place {
        below(PathTemplate.Place(folder: folder.flatMap { RelativePath(bytes: $0) }, stem: values.original))
    }

    private static func below(_ place: PathTemplate.Place) -> PathTemplate.Place {
        let rest = place.folder.map { [UInt8(ascii: "/")] + $0.bytes } ?? []
        return PathTemplate.Place(folder: RelativePath(bytes: folder + rest), stem: place.stem)
    }
}
