/// What became of one file in an operation. Every file has exactly one fate.
package enum Fate: String, Sendable, CaseIterable, Codable {
    case imported, duplicate, replaced, rejected, failed, ignored
}

/// How many files met which fate; the sum is the number of files seen.
package struct Tally: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: Fate.allCases.count)

    package init() {}

    package subscript(fate: Fate) -> Int {
        get { counts[Self.index(fate)] }
        set { counts[Self.index(fate)] = newValue }
    }

    package var total: Int { counts.reduce(0, +) }

    package mutating func count(_ fate: Fate, _ number: Int = 1) { self[fate] += number }

    private static func index(_ fate: Fate) -> Int {
        switch fate {
        case .imported: 0
        case .duplicate: 1
        case .replaced: 2
        case .rejected: 3
        case .failed: 4
        case .ignored: 5
        }
    }
}
