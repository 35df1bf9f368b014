package import Engine
import Intake
package import Model

/// Goes on with an import that was interrupted.
package struct ResumeImport: ImportFollowing {
    package static let address = CallAddress.post("/api/imports/{id}/resume")
    package static let summary = "Go on with an import that was interrupted"
    package static let verbs = [
        Verb(
            "import resume", "go on with an import that was interrupted",
            "ID is the session's or its operation's; `import list` shows both.", takes: [.session])
    ]

    package let id: String

    package func answer(in imports: ImportActions) throws -> ImportDocument { try imports.resume(id) }
}

/// Looks again at the files of an import that failed.
package struct RetryImport: ImportFollowing {
    package static let address = CallAddress.post("/api/imports/{id}/retry")
    package static let summary = "Look again at the files that failed"
    package static let verbs = [
        Verb(
            "import retry", "look again at the files of an import that failed",
            "ID is the session's or its operation's; `import list` shows both. Files that arrived stay as they are.",
            takes: [.session])
    ]

    package let id: String

    package func answer(in imports: ImportActions) throws -> ImportDocument { try imports.retry(id) }
}

/// Says what becomes of duplicates that an import has asked about.
package struct AnswerImport: ImportFollowing {
    package static let address = CallAddress.post("/api/imports/{id}/answers")
    package static let summary = "Say what becomes of duplicates; of all that were asked about without files"
    package static let verbs = [
        Verb(
            "import answer", "say what becomes of duplicates that an import has asked about",
            """
            Answers every question of an import that was made with `--duplicates ask`: leave the files where they are, import
            them beside the copies that the library has, or put them in the places of those. The page of the import shows
            the files one by one.
            """,
            takes: [
                .session,
                .word(
                    "(skip | keep | replace)", "answer", "the answer", .choice(["skip", "keep", "replace"]),
                    refusal: "“%” is no answer: say skip, keep or replace"),
            ])
    ]

    package let id: String
    /// Ids of the ledger; nil = every question.
    package let files: [Int64]?
    /// `skip`, `keep` or `replace`.
    package let answer: DuplicatePolicy

    package func answer(in imports: ImportActions) throws -> ImportDocument {
        try imports.answer(id, files: files, with: answer)
    }
}
