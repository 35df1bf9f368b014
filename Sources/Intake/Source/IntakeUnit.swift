import Glibc
import Media
import Model
import Platform
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
    /// The file in its source, as it was looked at last.
    var candidate: IntakeCandidate
    /// What the worker read; nil = not yet, or it could not be read.
    var facts: Facts?
    /// The facts with what the sidecar of the unit says laid over them, and what the source adds.
    var shownFacts: Facts?

    /// The facts with what the source adds.
    var completedFacts: Facts? { facts.map { candidate.suggested?.completing($0) ?? $0 } }

    init(record: ImportFileRecord) {
        self.record = record
        candidate = IntakeCandidate(record) { throw FileError(.open, path: record.path.display, code: ENOENT) }
    }

    var role: CompanionRole { record.role }

    /// Whether it becomes an item of the library.
    var isMedia: Bool { role.isMedia && facts?.mediaType != nil }

    mutating func settle(_ fate: Fate, _ reason: String?, hint: String? = nil) {
        record.state = .done
        (record.fate, record.reason, record.hint) = (fate, reason, hint)
    }
}

extension IntakeCandidate {
    /// A file as the ledger has it, which cannot be looked at for the reason that `open` throws.
    init(_ record: ImportFileRecord, open: @escaping Opener) {
        self.init(
            path: record.path, size: record.size, modifiedNanoseconds: record.modifiedNanoseconds,
            content: .file(open))
    }
}
