package import Engine
package import MetadataWrite
import Model
package import Store

/// What edits photos, for calls and pages.
package struct CurationCapability: Sendable {
    package let store: LibraryStore
    package let edits: PhotoEdits
    package let bulk: BulkEdits
    let board: OperationBoard

    package init(store: LibraryStore, edits: PhotoEdits, bulk: BulkEdits, board: OperationBoard) {
        self.store = store
        self.edits = edits
        self.bulk = bulk
        self.board = board
    }

    /// Takes a change of the history back.
    ///
    /// - Throws: `Refusal` when it is not there, or was taken back already.
    package func undo(change number: Int64?) throws -> EditResult {
        guard let change = try number.flatMap({ number in try store.read { try HistoryRecord.find(number, $0) } })
        else { throw Refusal("the change", "it is not in the history", .notFound) }
        return try edits.undo(change)
    }

    /// Those of the photos that are favorites.
    package func favorites(among ids: [String]) throws -> [String] {
        try store.read { reading in
            try ids.filter { try PhotoRecord.find($0, reading)?.rating?.isFavorite ?? false }
        }
    }

    /// Edits a few photos at once, many as an operation.
    ///
    /// - Returns: what became of each, or the operation that works on.
    package func edit(_ ids: [String], _ changes: MetadataChanges) throws -> BulkOutcome {
        if ids.count <= 20 {
            let results = try edits.apply(changes, toAll: ids)
            if results.allSatisfy({ $0.failed == 0 && $0.pending == 0 }) { return .done(results) }
        }
        return .started(try board.known(try board.start(bulk.request(changes, of: .ids(ids)))))
    }
}

/// What became of photos that were edited together.
package enum BulkOutcome: Sendable {
    case done([EditResult])
    /// It goes on in the background.
    case started(OperationDocument)
}
