package import Engine

/// The calls about imports.
package enum ImportCalls {
    package static let reading: [CallEntry<ImportSessions>] = [
        CallEntry(ListImports.self), CallEntry(ShowImport.self), CallEntry(ListImportFiles.self),
    ]
    package static let acting: [CallEntry<ImportActions>] = [
        CallEntry(StartImport.self), CallEntry(PreviewImport.self), CallEntry(ResumeImport.self),
        CallEntry(RetryImport.self), CallEntry(AnswerImport.self), CallEntry(PlanRollback.self),
        CallEntry(RollBackImport.self), CallEntry(RestoreImport.self), CallEntry(StartUpload.self) { $0.uploads },
        CallEntry(ShowUpload.self) { $0.uploads }, CallEntry(ShowUploadStates.self) { $0.uploads },
        CallEntry(ReceiveFile.self) { $0.uploads }, CallEntry(ImportUpload.self),
        CallEntry(DiscardUpload.self) { $0.uploads },
    ]
}

/// A call that lets an import work on: it is followed, and the import is printed as it is then.
package protocol ImportFollowing: FollowedCall where Answer == ImportDocument, Printed == ImportDocument {}

extension ImportFollowing {
    package static var tellsFates: Bool { false }

    package func operation(of answer: ImportDocument) -> String? { answer.operationID }

    package func report(on answer: ImportDocument) -> ShowImport { ShowImport(id: String(answer.sessionID)) }

    package static func text(of session: ImportDocument) -> String { session.line }
}

/// What happens to a plan after it was shown.
package enum PlanUse: String, Sendable, Codable, CaseIterable {
    /// It waits to be confirmed by its id, which the answer tells.
    case keep
}

extension Parameter {
    static let session = Parameter.word("ID", "id", "the import's id")
}
