import Media
import Model
package import Store

/// What a file that was found is to the rows: another one, the one that its row knows, or one that has moved.
package struct MoveRule: Sendable {
    /// What is to be done with a found file; also the name of the rule that fired.
    package enum Decision: Sendable, Hashable {
        /// No row has it.
        case add
        /// Its row is newer than what was read.
        case keep
        /// The file of its row, changed or not.
        case update
        /// The file of a row that has lost its own; nothing has stood here.
        case move(MoveCandidate)
        /// As `move`, but moves are left to a person.
        case list(MoveCandidate)
        /// As `move`, and the row that stood here has lost its file: they change places.
        ///
        /// - Parameter isNothing: whether nothing lies at the other place.
        case exchange(MoveCandidate, isNothing: Bool)
    }

    let storage: Int64
    /// Where rows that may have moved were looked for; empty = nothing is taken as moved.
    let places: SeenPlaces

    package init(storage: Int64, places: SeenPlaces) {
        self.storage = storage
        self.places = places
    }

    /// Whether the rows with the same bytes or picture have to be known to decide.
    package func needsCandidates(_ item: FoundItem, _ known: KnownRow?) -> Bool {
        // Files without a byte are all alike.
        guard !places.isEmpty, item.facts.digests.size > 0 else { return false }
        return known.map { places.isFixing && $0.pictureHash != item.facts.pictureHash.value } ?? true
    }

    /// - Parameters:
    ///   - known: the row at the file's place.
    ///   - candidates: rows with the same bytes or picture, where `needsCandidates`.
    package func decide(_ item: FoundItem, _ known: KnownRow?, among candidates: [MoveCandidate]) -> Decision {
        let source = needsCandidates(item, known) ? source(of: item, among: candidates) : nil
        guard let known else {
            guard let source else { return .add }
            return places.isFixing ? .move(source) : .list(source)
        }
        guard item.knownSHA256 == nil || [item.knownSHA256, item.facts.digests.sha256].contains(known.sha256) else {
            return .keep
        }
        guard let source, source.place.storage == storage else { return .update }
        return .exchange(source, isNothing: places.isNothing(at: source.place))
    }

    /// The row whose file this is, though it lies elsewhere now: the same bytes before the same picture, then the
    /// same time, the same storage, the same name before others.
    private func source(of item: FoundItem, among candidates: [MoveCandidate]) -> MoveCandidate? {
        let own = ItemPlace(storage: storage, path: item.path)
        return candidates.filter { $0.place != own && places.hasLeft($0) }
            .min { order($0, of: item).lexicographicallyPrecedes(order($1, of: item)) }
    }

    /// Smaller is better; the path decides at last, so that a resumed run decides alike.
    private func order(_ source: MoveCandidate, of item: FoundItem) -> [UInt8] {
        func rank(_ isBetter: Bool) -> UInt8 { isBetter ? 0 : 1 }
        return [
            rank(source.sha256 == item.facts.digests.sha256),
            // Most tools that move a file keep its time: it tells equal files apart.
            rank(source.modifiedNanoseconds == item.modifiedNanoseconds), rank(source.place.storage == storage),
            rank(source.place.path.name == item.path.name),
        ] + source.place.path.bytes + Array(source.id.utf8)
    }
}
