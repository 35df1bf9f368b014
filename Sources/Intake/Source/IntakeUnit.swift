import Media
import Model
import Store

/// Files that travel together, with what was read of them.
struct IntakeUnit: Sendable {
    var files: [IntakeFile]

    var number: Int { files.first?.record.unit ?? 0 }
    var size: Int64 { files.reduce(0) { $0 + $1.record.size } }
}

/// One file of a unit on its way into a storage.
struct IntakeFile: Sendable {
    var record: ImportFileRecord
    /// What the worker read; nil = not yet, or it could not be read.
    var facts: Facts?
    /// The facts with what the sidecar of the unit says laid over them.
    var shownFacts: Facts?

    var role: CompanionRole { record.role }

    /// Whether it becomes an item of the library.
    var isMedia: Bool { role.isMedia && facts?.mediaType != nil }

    mutating func settle(_ fate: Fate, _ reason: String?, hint: String? = nil) {
        record.state = .done
        (record.fate, record.reason, record.hint) = (fate, reason, hint)
    }
}
