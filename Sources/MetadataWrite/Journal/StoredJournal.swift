package import Engine
import FoundationEssentials
import Model
package import Platform
package import Store

/// The journal of the metadata write in the library's tables.
package struct StoredJournal: FileJournal {
    private let store: LibraryStore
    private let cache: HashCache
    private let time: any TimeSource

    package init(store: LibraryStore, cache: HashCache, time: any TimeSource) {
        self.store = store
        self.cache = cache
        self.time = time
    }

    package func plan(_ intent: WriteIntent, resuming entry: Int64?) throws -> Int64 {
        let (details, now) = (try Self.encode(intent.details), ISO8601.utc(time.now))
        return try store.write { writing in
            if let entry {
                try JournalRecord.update(entry, .planned, details: details, at: now, writing)
                return entry
            }
            return try JournalRecord.plan(
                storage: intent.storage, item: intent.item, path: intent.photo, details: details, at: now, writing)
        }
    }

    package func prepare(_ entry: Int64, _ intent: WriteIntent) throws {
        let (details, now) = (try Self.encode(intent.details), ISO8601.utc(time.now))
        try store.write { try JournalRecord.update(entry, .prepared, details: details, at: now, $0) }
        // A write keeps the time, and often the size: what is known of the old content would pass for the new.
        guard intent.details.sidecar == nil, let uuid = try uuid(of: intent.storage) else { return }
        try cache.forget(intent.photo, inStorage: uuid)
    }

    package func finish(_ entry: Int64, _ intent: WriteIntent, _ result: WriteResult) throws {
        let (details, now) = (try Self.encode(intent.details), ISO8601.utc(time.now))
        try store.write { writing in
            if intent.details.sidecar == nil {
                try WrittenItem.update(
                    intent.item.text, facts: result.facts, modifiedNanoseconds: result.status.modifiedNanoseconds,
                    writing)
            }
            try JournalRecord.update(entry, .done, details: details, at: now, writing)
        }
        guard intent.details.sidecar == nil, let uuid = try uuid(of: intent.storage) else { return }
        let key = HashCacheKey(
            storage: uuid, path: intent.photo, modifiedNanoseconds: result.status.modifiedNanoseconds,
            size: result.status.size)
        try cache.forget(intent.photo, inStorage: uuid)
        cache.store(result.facts, for: key)
    }

    package func fail(_ entry: Int64, problem: String) throws {
        let now = ISO8601.utc(time.now)
        try store.write { try JournalRecord.update(entry, .failed, details: nil, problem: problem, at: now, $0) }
    }

    package func openEntries() throws -> [OpenJournalEntry] {
        try store.read { try JournalRecord.open($0) }.compactMap { record in
            // Details that cannot be read name no file that could be decided; `doctor` shows the row.
            guard let details = try? JSONDecoder().decode(WriteDetails.self, from: Data(record.details.utf8)) else {
                return nil
            }
            return OpenJournalEntry(
                number: record.entry,
                intent: WriteIntent(
                    storage: record.storage, item: record.itemID, photo: record.path, details: details))
        }
    }

    private func uuid(of storage: Int64) throws -> String? {
        try store.read { try StorageRecord.find(id: storage, $0)?.uuid }
    }

    private static func encode(_ details: WriteDetails) throws -> String {
        String(decoding: try JSONEncoder().encode(details), as: UTF8.self)
    }
}
