/// A program to start: nothing is searched in PATH, nothing is inherited but what stands here.
package struct Command: Sendable {
    /// Path of the executable.
    package var executable: String
    /// Arguments after the program's name, as bytes, because they may be paths.
    package var arguments: [[UInt8]]
    /// The whole environment, `NAME=value`.
    package var environment: [String]
    /// Working directory; nil = ours.
    package var directory: String?
    package var input: Stream
    package var output: Stream
    package var error: Stream
    /// Descriptors that the child has as 3, 4, ...; they stay open here too.
    package var descriptors: [Int32]
    /// What it may touch; nil = whatever we may.
    package var bounds: Confinement.Bounds?

    /// What stands behind a standard stream of the child.
    package enum Stream: Sendable, Equatable {
        case null
        /// A pipe whose other end `ChildProcess` holds.
        case pipe
        /// A descriptor of ours, which stays open here.
        case descriptor(Int32)
    }

    package init(
        _ executable: String, arguments: [[UInt8]] = [], environment: [String] = [], directory: String? = nil,
        input: Stream = .null, output: Stream = .null, error: Stream = .null, descriptors: [Int32] = [],
        bounds: Confinement.Bounds? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.input = input
        self.output = output
        self.error = error
        self.descriptors = descriptors
        self.bounds = bounds
    }
}

/// How a process ended.
package enum ExitStatus: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case killed(signal: Int32)

    package var isSuccess: Bool { self == .exited(0) }

    package var description: String {
        switch self {
        case .exited(let code): "exited with \(code)"
        case .killed(let signal): "killed by signal \(signal)"
        }
    }
}
