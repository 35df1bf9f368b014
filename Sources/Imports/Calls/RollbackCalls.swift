package import Engine
package import Intake

/// Takes an import back: its files go to the trash.
package struct RollBackImport: ImportFollowing {
    package static let address = CallAddress.post("/api/imports/{id}/rollback")
    package static let summary = "Move the files of the import to the trash"
    package static let verbs = [
        Verb(
            "import rollback", "take what an import has brought out of the storage",
            """
            Moves the files of the import to the trash of their storage; what they had replaced comes back. Files that were
            edited since are kept and named. `import restore ID` brings everything back.
            """,
            takes: [.session])
    ]

    package let id: String
    /// What was shown; it is refused when it would do something else.
    package var plan: String?

    package func answer(in imports: ImportActions) throws -> ImportDocument { try imports.rollback(id, plan: plan) }
}

/// Tells what taking an import back would do; nothing is written.
package struct PlanRollback: AnsweringCall {
    package static let address = CallAddress.get("/api/imports/{id}/rollback")
    package static let summary = "What taking the import back would do; nothing is written"
    package static let role = Role.owner
    package static let verbs = [
        Verb("import rollback", "", flag: .init("--dry-run", "only tell what would happen"), takes: [.session])
    ]

    package let id: String
    package var plan: PlanUse?

    package func answer(in imports: ImportActions) throws -> RollbackPlan {
        try imports.rollbackPlan(id, isKept: plan == .keep)
    }

    package static func text(of plan: RollbackPlan) -> String {
        let sums = """
            \(plan.files) files (\(plan.bytes) bytes) would go to the trash, \(plan.restored) would come back, \
            \(plan.keptCount) are kept, \(plan.gone) are gone
            """
        return ([sums] + plan.kept.map { "  \($0.path): \($0.reason)" }).joined(separator: "\n")
    }
}

/// Brings the files of an import that was taken back out of the trash.
package struct RestoreImport: ImportFollowing {
    package static let address = CallAddress.post("/api/imports/{id}/restore")
    package static let summary = "Bring the files of an import that was taken back out of the trash"
    package static let verbs = [
        Verb(
            "import restore", "bring the files of an import that was taken back out of the trash",
            "A file whose place is taken meanwhile stays in the trash and is named.", takes: [.session])
    ]

    package let id: String

    package func answer(in imports: ImportActions) throws -> ImportDocument { try imports.restore(id) }
}
