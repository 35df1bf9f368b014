import Model

/// Why bytes could not be understood.
package enum DecodingProblem: Failure, Hashable {
    /// The structure of the file contradicts itself or ends too early.
    case damaged(String)
    /// A limit stands in the way: pixels, memory, nesting.
    case refused(String)
    /// No decoder here reads this.
    case unsupported(String)

    package var subject: String? { nil }

    package var reason: String {
        switch self {
        case .damaged(let detail), .refused(let detail), .unsupported(let detail): detail
        }
    }
}
