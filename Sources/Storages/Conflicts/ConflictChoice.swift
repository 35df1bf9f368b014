package import Store

/// What can be done about a conflict.
package enum ConflictChoice: String, Sendable, CaseIterable, Codable {
    /// Copy a missing file back from another storage.
    case restore
    /// Drop a missing file from the library.
    case forget
    /// A new file belongs to the library.
    case add
    /// A new file belongs to the library, and to an import session with the others that are chosen.
    case session
    /// A new file stays as it is, in no session.
    case ignore
    /// A moved file is where it lies now.
    case accept
    /// Equal names are no problem.
    case dismiss
    /// What the library says goes into the file.
    case keepLibrary = "keep_library"
    /// What the file says goes into the library.
    case takeFile = "take_file"

    /// The kind of conflict it is an answer to.
    package var kind: ConflictKind {
        switch self {
        case .restore, .forget: .missingFile
        case .add, .session, .ignore: .orphanFile
        case .accept: .pathMismatch
        case .dismiss: .duplicateFilename
        case .keepLibrary, .takeFile: .metadataMismatch
        }
    }

    /// Whether files are read or written for it: then it is an operation.
    var touchesFiles: Bool { self == .restore || self == .accept }
}

/// Which conflicts of a storage are answered, and how; also the body that the API takes.
package struct ConflictAnswer: Sendable, Codable, Hashable {
    package var action: ConflictChoice
    /// Conflicts by their numbers; nil = all that the choice is an answer to.
    package var ids: [Int64]?

    package init(_ action: ConflictChoice, ids: [Int64]?) {
        self.action = action
        self.ids = ids
    }
}

/// What came of an answer, as the API prints it.
package struct ConflictOutcome: Sendable, Codable {
    package var settled = 0
    /// The operation that does it, when it takes its time.
    package var operationID: String?

    private enum CodingKeys: String, CodingKey {
        case settled
        case operationID = "operation_id"
    }
}
