package import Store

/// What lies at places whose rows carry the pictures of new files: a row whose place is empty, or has another file,
/// has lost its own. Places that were not looked at count as unchanged.
package struct SeenPlaces: Sendable {
    /// What was found at a place.
    package enum Finding: Sendable, Hashable {
        case nothing
        case file(size: Int64, modifiedNanoseconds: Int64)
    }

    /// Whether moves are taken over, or only listed.
    package var isFixing: Bool
    private var findings: [ItemPlace: Finding] = [:]

    package init(isFixing: Bool = true) { self.isFixing = isFixing }

    package mutating func add(_ finding: Finding, at place: ItemPlace) { findings[place] = finding }

    package mutating func add(_ others: [ItemPlace: Finding]) { findings.merge(others) { $1 } }

    /// Whether the place was looked at and found empty.
    func isNothing(at place: ItemPlace) -> Bool { findings[place] == .nothing }

    var isEmpty: Bool { findings.isEmpty }

    /// Whether the file of the row is no longer where its row says.
    func hasLeft(_ item: MoveCandidate) -> Bool {
        switch findings[item.place] {
        case nil: false
        case .nothing: true
        case .file(let size, let modified): size != item.size || modified != item.modifiedNanoseconds
        }
    }
}
