import Media
package import Model

/// What a source says of a picture beside it, as an export does; the picture and its sidecar win over it.
package struct SuggestedMetadata: Sendable, Hashable {
    package var rating: Rating?
    package var title: String?
    package var description: String?
    package var people: [String] = []
    package var coordinate: Coordinate?
    package var taken: CaptureDate?

    package init() {}

    /// The facts with what they lack; a date also takes the place of one from a lesser source.
    func completing(_ facts: Facts) -> Facts {
        var facts = facts
        facts.rating = facts.rating ?? rating
        facts.title = facts.title ?? title
        facts.caption = facts.caption ?? description
        if facts.people.isEmpty { facts.people = people }
        facts.coordinate = facts.coordinate ?? coordinate
        if let taken, facts.taken.map({ Self.rank($0) > Self.rank(taken) }) ?? true { facts.taken = taken }
        return facts
    }

    private static func rank(_ date: CaptureDate) -> Int { TakenSource.allCases.firstIndex(of: date.source) ?? 0 }
}
