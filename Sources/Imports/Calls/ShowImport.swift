package import Engine

/// One import with its sums.
package struct ShowImport: Call {
    package static let address = CallAddress.get("/api/imports/{id}")
    package static let summary = "One import with its sums; the id is the session's or its operation's"
    package static let role = Role.owner

    package let id: String

    package init(id: String) { self.id = id }

    package func answer(in sessions: ImportSessions) throws -> ImportDocument { try sessions.find(id) }
}
