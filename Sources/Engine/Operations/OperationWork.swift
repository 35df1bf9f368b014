package import Model
package import Store

/// The domain's part of an operation. It knows nothing of threads, pages or states; it checks first, then
/// processes from a cursor and commits as it goes.
package protocol OperationWork: Sendable {
    /// What it needs while it runs; what it claims is guarded, and nobody else has it meanwhile.
    var claims: [Claim] { get }

    /// Looks for everything that would make the work fail later: tools, space, permissions, the storage itself.
    ///
    /// - Throws: a `Failure` of severity `preflight`; nothing was changed.
    func check() throws

    /// Does the work from `run.progress.cursor` on.
    ///
    /// - Returns: whether it came to its end; `.stopped` after `run.shouldStop`.
    /// - Throws: a `Failure`; what was committed stays, and resuming goes on behind it.
    func process(_ run: OperationRun) throws -> OperationOutcome
}

/// How the processing of an operation ended when nothing broke.
package enum OperationOutcome: Sendable {
    /// With the last rows, which are written in one transaction with the end of the operation: it is never seen as
    /// interrupted when all its work is done.
    case finished(@Sendable (Writing) throws -> Void)
    case stopped
    /// It cannot go on until somebody has done something, such as made room: paused, with the reason.
    case held(any Failure)

    /// Everything is written.
    package static var finished: OperationOutcome { .finished { _ in } }
}

/// What an operation is started with.
package struct OperationRequest: Sendable {
    package let kind: OperationKind
    /// One line for people.
    package let title: String
    /// `storages.storage_id`, if it is about one.
    package let storage: Int64?
    /// JSON that the kind's factory understands.
    package let parameters: String
    /// Photos that were chosen for it; they are kept as long as it.
    package let selection: FrozenSelection?

    package init(
        kind: OperationKind, title: String, storage: Int64?, parameters: String = "{}",
        selection: FrozenSelection? = nil
    ) {
        self.kind = kind
        self.title = title
        self.storage = storage
        self.parameters = parameters
        self.selection = selection
    }
}
