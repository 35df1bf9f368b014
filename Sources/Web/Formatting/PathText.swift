import Templating

/// A path shown in one line: the middle gives way, the name of the file stays; full on hover and when copied.
struct PathText: Sendable, Equatable {
    /// Everything up to and including the last slash; empty for a bare name.
    let folder: String
    let name: String

    init(_ path: String) {
        let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        // A root of its own, `/`, is a name and no folder.
        folder = cut == path.endIndex ? "" : String(path[..<cut])
        name = cut == path.endIndex ? path : String(path[cut...])
    }

    /// For `shared/_path`.
    var content: TemplateValue.Content {
        .include(
            "shared/_path",
            [
                "PATH": .text(folder + name), "PATH_FOLDER": .optional(folder.isEmpty ? nil : folder),
                "PATH_NAME": .text(name),
            ])
    }
}
