package import Engine

/// The latest imports, newest first.
package struct ListImports: ListingCall {
    package static let address = CallAddress.get("/api/imports")
    package static let summary = "The latest imports, newest first"
    package static let role = Role.owner
    package static let verbs = [
        Verb(
            "import list", "the latest imports and what became of their files",
            "Newest first, one a line. With --json one object a line.")
    ]

    package init() {}

    package func answer(in sessions: ImportSessions) throws -> AnswerList<ImportDocument> {
        AnswerList(try sessions.list())
    }

    package static func text(of session: ImportDocument) -> String { session.line }
}
