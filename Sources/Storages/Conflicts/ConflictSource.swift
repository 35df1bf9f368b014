import Model
import Platform
import Store

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
