package import Engine
import Model
package import Store

extension StorageListing {
    /// A page of conflicts in the order of kinds and paths.
    ///
    /// - Parameters:
    ///   - kind: nil = all kinds, one after the other.
    ///   - after: `next` of the page before; nil = the first page.
    /// - Throws: `Refusal` for a cursor that is none.
    package func conflicts(
        _ storage: StorageRecord, _ kind: ConflictKind?, after: String?, limit: Int
    ) throws -> AnswerPage<ConflictDocument> {
        var place = ConflictPlace(kind: kind ?? ConflictKind.allCases[0])
        if let after {
            guard let cursor = ConflictPlace(after) else { throw Refusal(after, "it is no cursor of this list") }
            place = cursor
        }
        return try store.read { [place] reading in
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
            return AnswerPage(items: try shown.map { try ConflictDocument($0, reading) }, next: next?.text)
        }
    }
}
