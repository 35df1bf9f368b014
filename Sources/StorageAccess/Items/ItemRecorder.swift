import Media
import Model
package import Store

/// Turns files that were found into rows, inside one transaction: decides what each of them is, and has it written.
package struct ItemRecorder {
    package let writer: ItemWriter
    private let rule: MoveRule
    /// For the history of what another program has changed.
    private let operation: String?

    /// - Parameters:
    ///   - now: Unix seconds.
    ///   - places: where rows that may have moved were looked for; empty = nothing is taken as moved.
    ///   - operation: the operation that does it, for the history.
    package init(
        _ writing: Writing, storage: Int64, now: Double, places: SeenPlaces = .init(), operation: String? = nil
    ) {
        writer = ItemWriter(writing, storage: storage, now: now)
        rule = MoveRule(storage: storage, places: places)
        self.operation = operation
    }

    private var writing: Writing { writer.writing }

    /// What became of a file that was found.
    package enum Outcome: Sendable, Hashable {
        /// - Parameter isCopy: whether the library had the picture already.
        case added(String, isCopy: Bool)
        case changed(String)
        /// The row of a file that lies elsewhere now.
        case moved(String, Relocation)
        /// As `moved`, but it is left to a person.
        case mismatch(String)
        /// The row is newer than what was read.
        case kept(String)

        package var item: String {
            switch self {
            case .added(let id, _), .changed(let id), .moved(let id, _), .mismatch(let id), .kept(let id): id
            }
        }
    }

    /// Where a moved row came from.
    package struct Relocation: Sendable, Hashable {
        /// As it was before.
        package let source: MoveCandidate
        /// The row that stood at the new place and stands now at the old one, where nothing lies.
        package let displaced: String?
    }

    /// Adds the file or brings its row up to date; a file whose row has lost its own is that file, moved.
    @discardableResult
    package func record(_ item: FoundItem) throws -> Outcome { try writer.searchable { try recordUnsearched(item) } }

    /// As `record`, for many at once.
    package func record(_ items: [FoundItem]) throws -> [Outcome] {
        try writer.searchable { try items.map(recordUnsearched) }
    }

    private func recordUnsearched(_ item: FoundItem) throws -> Outcome {
        let known = try writer.known(at: item.path)
        var candidates: [MoveCandidate] = []
        if rule.needsCandidates(item, known) {
            let facts = item.facts
            candidates = try MoveCandidate.all(
                ofFile: facts.digests.sha256, picture: facts.pictureHash.value, writing)
        }
        switch (rule.decide(item, known, among: candidates), known) {
        case (.list(let source), _):
            try writer.listMismatch(source, item)
            return .mismatch(source.id)
        case (.move(let source), _): return try move(source, to: item, displaced: nil)
        case (.exchange(let source, let isNothing), let known?):
            try writer.give(source.place, of: source.id, to: known.id)
            return try move(source, to: item, displaced: isNothing ? known.id : nil)
        case (.update, let known?):
            try update(known, item)
            return .changed(known.id)
        case (.keep, let known?): return .kept(known.id)
        case (.add, _), (_, nil):
            let (id, isCopy) = try writer.add(item)
            return .added(id, isCopy: isCopy)
        }
    }

    private func move(_ source: MoveCandidate, to item: FoundItem, displaced: String?) throws -> Outcome {
        if let known = try writer.known(source.id) {
            try writer.move(source.id, to: item.path)
            // A sidecar that stayed behind takes nothing away from a file with the same bytes.
            let isSame = source.sha256 == item.facts.digests.sha256
            try update(known, isSame ? item.saying(known.read.overlaid(by: PhotoText(item.facts))) : item)
        }
        return .moved(source.id, Relocation(source: source, displaced: displaced))
    }

    private func update(_ known: KnownRow, _ item: FoundItem) throws {
        guard let photo = try writer.update(known, item), photo == known.photoKey else { return }
        try readBack(item, known, photo)
    }

    /// Takes over what another program wrote into the file, or lists what somebody has to decide about.
    private func readBack(_ item: FoundItem, _ known: KnownRow, _ photo: Int64) throws {
        let (file, library, time) = (
            PhotoText(item.facts), try PhotoText.ofPhoto(photo, writing), writer.timestamp
        )
        var details = ConflictDetails()
        for field in PhotoEdit.Field.allCases {
            switch ReadBackRule(file: file[field], read: known.read[field], library: library[field]) {
            case .unchanged, .agreed: break
            case .fileIsNewer:
                _ = try PhotoEdit.set(
                    field, to: file[field], photo: photo, at: time, operation: operation, writing)
                try PendingWrite.queueForOthers(
                    field, file[field], photo: photo, than: known.id, at: time, writing)
            case .bothChanged:
                details.differences =
                    (details.differences ?? []) + [
                        .init(field: field, library: library[field], file: file[field])
                    ]
            }
        }
        if details.differences != nil {
            try ConflictWriter.list(
                .metadataMismatch, storage: writer.storage, path: item.path, item: known.id, at: time,
                details: details, writing)
            try PendingWrite.hold(known.id, photo: photo, writing)
        } else if file == library {
            // The file says what the library says again: there is nothing to decide any more.
            try ConflictWriter.remove(.metadataMismatch, storage: writer.storage, path: item.path, writing)
        }
    }

    /// A missing file was copied back from another copy, which may say something older: the library's word holds, and
    /// is written into it.
    package func recordRestored(_ item: FoundItem) throws {
        let said = PhotoText(item.facts)
        try WrittenItem.setRead(said, at: ItemPlace(storage: writer.storage, path: item.path), writing)
        let id = try record(item).item
        guard let photo = try writer.known(id)?.photoKey else { return }
        let library = try PhotoText.ofPhoto(photo, writing)
        for field in PhotoEdit.Field.allCases where said[field] != library[field] {
            try PendingWrite.queue(field, library[field], item: id, at: writer.timestamp, writing)
        }
        try PendingWrite.refreshState(ofPhoto: photo, writing)
    }
}

extension FoundItem {
    /// The same file, with other words.
    fileprivate func saying(_ text: PhotoText) -> FoundItem {
        var facts = facts
        facts.rating = text.rating.flatMap { Rating($0) }
        facts.label = text.label
        facts.title = text.title
        facts.caption = text.description
        return FoundItem(
            path: path, modifiedNanoseconds: modifiedNanoseconds, facts: facts, knownSHA256: knownSHA256)
    }
}
