package import Engine
import Model
package import Platform
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
    /// - Throws: `StorageError` for a cursor that is none.
    package static func read(
        _ storage: StorageRecord, _ kind: ConflictKind?, after: String?, limit: Int, _ store: LibraryStore
    ) throws -> ConflictList {
        var place = ConflictPlace(kind: kind ?? ConflictKind.allCases[0])
        if let after {
            guard let cursor = ConflictPlace(after) else { throw StorageError(after, "it is no cursor of this list") }
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

/// Lists the conflicts of storages and carries out what people decide.
package struct ConflictActions: Sendable {
    private let store: LibraryStore
    private let board: OperationBoard
    private let time: any TimeSource

    package init(store: LibraryStore, board: OperationBoard, time: any TimeSource) {
        self.store = store
        self.board = board
        self.time = time
    }

    /// How many open conflicts of each kind a storage has.
    package func counts(_ storage: StorageRecord) throws -> [ConflictKind: Int] {
        try store.read { try ConflictRecord.counts(storage: storage.id, $0) }
    }

    /// Carries out a decision: at once, or as an operation when files have to be read or written.
    ///
    /// - Throws: `StorageError`, `OperationError`.
    package func answer(_ answer: ConflictAnswer, _ storage: StorageRecord) throws -> ConflictOutcome {
        let needsReading = try answer.action == .add && hasUnread(answer, storage)
        if answer.action.touchesFiles || needsReading {
            return ConflictOutcome(operationID: try board.start(StorageIndexing.request(storage, answer)))
        }
        var outcome = ConflictOutcome()
        var source = ConflictSource(answer, storage: storage.id, store: store)
        if answer.action == .session {
            outcome.settled = try OrphanSession(storage: storage, store: store, now: time.now).take(source)
            return outcome
        }
        let now = ISO8601.utc(time.now)
        while let page = try source.next() {
            outcome.settled += try store.write { writing in
                try page.filter { try ConflictSettlement.settle($0, answer.action, at: now, writing) }.count
            }
        }
        return outcome
    }

    /// Whether some of the new files are only listed: they have to be read first.
    private func hasUnread(_ answer: ConflictAnswer, _ storage: StorageRecord) throws -> Bool {
        var source = ConflictSource(answer, storage: storage.id, store: store)
        while let page = try source.next() {
            if page.contains(where: { $0.itemID == nil }) { return true }
        }
        return false
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

/// The open conflicts that an answer is about, in pages.
struct ConflictSource {
    private let answer: ConflictAnswer
    private let storage: Int64
    private let store: LibraryStore
    private var last: [UInt8]
    private var position = 0

    /// - Parameter last: the path of the last one that is done.
    init(_ answer: ConflictAnswer, storage: Int64, store: LibraryStore, after last: [UInt8] = []) {
        self.answer = answer
        self.storage = storage
        self.store = store
        self.last = last
    }

    /// nil = there are no more.
    mutating func next() throws -> [ConflictRecord]? {
        let (answer, storage, last) = (answer, storage, last)
        if let ids = answer.ids {
            guard position < ids.count else { return nil }
            let part = ids[position..<min(position + 200, ids.count)]
            position += part.count
            return try store.read { reading in
                try part.compactMap { try ConflictRecord.find($0, reading) }
                    .filter { $0.storage == storage && $0.kind == answer.action.kind }
            }
        }
        let page = try store.read {
            try ConflictRecord.page(storage: storage, answer.action.kind, after: last, limit: 200, $0)
        }
        self.last = page.last?.path.bytes ?? last
        return page.isEmpty ? nil : page
    }
}
