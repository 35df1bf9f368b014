package import Engine
package import MetadataWrite
package import Store

/// The calls that edit photos.
package enum CurationCalls {
    package static let acting: [CallEntry<CurationCapability>] = [
        CallEntry(SetFavorite.self), CallEntry(SetRating.self), CallEntry(SetFavorites.self),
        CallEntry(EditPhotos.self) { $0.edits },
    ]
}

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
