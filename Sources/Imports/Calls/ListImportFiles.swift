package import Engine
package import Model

/// The files of an import with what became of them.
package struct ListImportFiles: Call {
    package static let address = CallAddress.get("/api/imports/{id}/files")
    package static let summary = "The files of an import with what became of them"
    package static let role = Role.owner

    package let id: String
    package let fate: Fate?
    package let state: LedgerFilter?
    package let limit: PageSize?
    package let after: String?

    package func answer(in sessions: ImportSessions) throws -> LedgerPage {
        try sessions.files(
            id, fate: fate, state: state ?? .all, after: after, limit: (limit ?? .usual).count)
    }
}
