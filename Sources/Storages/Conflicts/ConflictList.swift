import Model
import Platform
package import Store

/// A page of conflicts in the order of kinds and paths.
package struct ConflictList: Sendable, Codable {
    package let items: [ConflictDocument]
    /// Where the next page goes on; nil = this was the last.
    package let next: String?

    private enum CodingKeys: String, CodingKey {
        case items, next
    }

    /// - Parameters:
    ///   - kind: nil = all kinds, one after the other.
    ///   - after: `next` of the page before; nil = the first page.
    /// - Throws: `Refusal` for a cursor that is none.
    package static func read(
        _ storage: StorageRecord, _ kind: ConflictKind?, after: String?, limit: Int, _ store: LibraryStore
    ) throws -> ConflictList {
        var place = ConflictPlace(kind: kind ?? ConflictKind.allCases[0])
        if let after {
            guard let cursor = ConflictPlace(after) else { throw Refusal(after, "it is no cursor of this list") }
            place = cursor
        }
        return try store.read { reading in
            var records: [ConflictRecord] = []
            let kinds = kind.map { [$0] } ?? ConflictKind.allCases.drop { $0 != place.kind }.map { $0 }
            for kind in kinds where records.count <= limit {
                records += try ConflictRecord.page(
                    storage: storage.id, kind, after: kind == place.kind ? place.path : [],
                    limit: limit + 1 - records.count, reading)
            }
            let shown = records.prefix(limit)
            let next =
                records.count > limit ? shown.last.map { ConflictPlace(kind: $0.kind, path: $0.path.bytes) } : nil
            return ConflictList(
                items: try shown.map { try ConflictDocument($0, reading) }, next: next?.text)
        }
    }

    /// `next` is null on the last page, so that the key is there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}

/// A place in the list of conflicts.
struct ConflictPlace {
    let kind: ConflictKind
    let path: [UInt8]

    init(kind: ConflictKind, path: [UInt8] = []) {
        self.kind = kind
        self.path = path
    }

    /// As `text` printed it; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = ConflictKind(rawValue: parts[0]), let path = Hex.decode(parts[1]) else {
            return nil
        }
        self.init(kind: kind, path: path)
    }

    var text: String { "\(kind.rawValue).\(Hex.encode(path))" }
}
