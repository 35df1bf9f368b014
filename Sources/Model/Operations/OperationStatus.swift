/// `status` of docs/interface.md.
package enum OperationStatus: String, Sendable, CaseIterable {
    case pending, starting
    case inProgress = "in_progress"
    case paused, complete, failed, cancelled

    /// Nothing more happens unless somebody asks for it.
    package var isTerminal: Bool { self == .complete || self == .failed || self == .cancelled }
}
