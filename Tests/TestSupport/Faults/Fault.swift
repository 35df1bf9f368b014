/// What the preload library does to a program at its n-th call that changes a file.
package struct Fault: Sendable {
    package enum Kind: String, Sendable {
        /// Before the call.
        case kill
        /// SIGSTOP before the call; SIGCONT lets it go on.
        case stop
        case enospc
        /// This call and every later one that needs space.
        case full
        case eio
        case einval
        case exdev
        /// Half of what is written.
        case short
    }

    private let kind: Kind
    private let number: Int
    private let path: String
    private let log: String?

    /// - Parameters:
    ///   - number: of the call; 0 = none.
    ///   - path: only calls on paths that contain this text count.
    ///   - log: a file that gets a line for each counted call.
    package init(kind: Kind = .kill, at number: Int = 0, path: String, log: String? = nil) {
        self.kind = kind
        self.number = number
        self.path = path
        self.log = log
    }

    /// Variables for the environment of the program, as `NAME=VALUE`.
    package func environment() throws -> [String] {
        [
            "LD_PRELOAD=\(try FaultLibrary.path())", "PHOTOSTEAD_FAULT_AT=\(number)", "PHOTOSTEAD_FAULT_PATH=\(path)",
            "PHOTOSTEAD_FAULT_KIND=\(kind.rawValue)",
        ] + (log.map { ["PHOTOSTEAD_FAULT_LOG=\($0)"] } ?? [])
    }
}
