import Model
import Platform
import Store

/// A file that an import brought into its storage, and what became of it since.
struct RollbackFile: Sendable {
    let record: ImportFileRecord
    /// Where it was put.
    let target: RelativePath
    /// Where a run that was killed has put it in the trash.
    var placed: RelativePath?
    var finding: RollbackFinding
    /// The file whose place it took, as it lies in the trash.
    var replaced: TrashRecord?
}

/// What became of an imported file.
enum RollbackFinding: Sendable, Hashable {
    /// It is as the import left it: it can be taken out.
    case unchanged
    /// A run that was killed has begun to take it out.
    case underWay
    /// Somebody has worked on it since: it is kept.
    case kept(String)
    /// There is nothing to take out.
    case gone(String)

    var isTakenOut: Bool { self == .unchanged || self == .underWay }
}
