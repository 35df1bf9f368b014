import Model
import Platform
import Store

/// Puts new files into an import session, as if they had been imported to where they lie.
///
/// Files that are only listed have no row yet: they stay on the list.
struct OrphanSession {
    let storage: StorageRecord
    let store: LibraryStore
    /// Unix seconds.
    let now: Double

    /// - Returns: how many files are in the session now; without any there is none.
    func take(_ source: ConflictSource) throws -> Int {
        var source = source
        var session: AdoptedFiles?
        var count = 0
        while let page = try source.next() {
            let (made, taken) = try take(page, into: session)
            (session, count) = (made, count + taken)
        }
        return count
    }

    private func take(_ page: [ConflictRecord], into session: AdoptedFiles?) throws -> (AdoptedFiles?, Int) {
        let (storage, time) = (storage, ISO8601.utc(now))
        return try store.write { connection in
            // Another request may have been first.
            let files = try page.compactMap { try ConflictRecord.find($0.id, connection) }.filter { $0.itemID != nil }
            guard !files.isEmpty else { return (session, 0) }
            let session =
                try session
                ?? AdoptedFiles(
                    title: "New files of \(time.prefix(10))", source: storage.displayRoot, storage: storage.id,
                    at: time, connection)
            for file in files {
                guard let item = file.itemID else { continue }
                try session.add(item, at: file.path, size: file.size ?? 0, connection)
                try ConflictWriter.remove(file.id, connection)
            }
            return (session, files.count)
        }
    }
}
