/// An operation on a few files, as the fault bench disturbs it, and its oracle.
package protocol FaultScene: AnyObject {
    /// A part of the paths of everything that the operation may change.
    var everything: String { get }

    /// A part of the paths on the disk that fails.
    var disk: String { get }

    /// Lays everything out as it was before the operation.
    func reset() throws

    /// Runs the operation to its end, or goes on with what a disturbed run has left.
    func run(_ environment: [String]) throws -> FaultEnd

    /// What must never be, a sentence each: files that are lost, torn, or changed though nobody asked for it.
    func harm() throws -> [String]

    /// Temporary files, which only a run that was killed may leave behind.
    func leftovers() throws -> [String]

    /// What the operation leaves, a line each.
    func ending() throws -> Set<String>

    /// Whether a disturbed run had come to its end, so that the same command would be another operation.
    func isOver() throws -> Bool

    /// What is wrong with how a run that met a failing disk has ended; nil = nothing.
    func complaint(_ end: FaultEnd, _ kind: Fault.Kind) -> String?
}

extension FaultScene {
    package func leftovers() throws -> [String] { [] }

    package func isOver() throws -> Bool { false }

    package func complaint(_ end: FaultEnd, _ kind: Fault.Kind) -> String? { nil }
}

/// How one run of an operation has ended.
package struct FaultEnd: Sendable {
    /// nil = it was killed.
    package let code: Int32?
    /// Standard output and standard error.
    package let words: String

    package init(code: Int32?, words: String) {
        self.code = code
        self.words = words
    }
}
