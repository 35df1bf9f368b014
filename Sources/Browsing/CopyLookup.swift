import Engine
import FoundationEssentials
package import Model
package import Platform
import StorageAccess
package import Store

/// Finds the files of a picture in all storages by one of its hashes.
package final class CopyLookup: Sendable {
    /// Copies that are named at most.
    private static let limit = 200

    private let store: LibraryStore
    private let roots: OpenRoots
    /// Item that answered a hash the last time: most likely it still does.
    private let hits = Lock(RecentlyUsed<String, String>(capacity: 10_000))

    package init(store: LibraryStore, time: any TimeSource = SystemTime()) {
        self.store = store
        roots = OpenRoots(time: time)
    }

    /// The copies: where it was found last, then those that can be opened now, then those on drives that are away, then
    /// those that should be there and are not. Empty = the library has never seen it.
    ///
    /// - Parameter text: a picture hash or SHA-256 (64 hexadecimal digits) or an MD5 (32), in any case.
    /// - Throws: `LookupError` for anything else and when the library has never seen it, `SQLiteError`.
    package func find(_ text: String) throws -> [FoundCopy] {
        guard let hash = ContentHash(text) else { throw LookupError.noHash(text) }
        let found = try store.read { connection in
            try ItemDetails.all(withHash: hash, limit: Self.limit, connection).map { item in
                (item, try item.photoKey.flatMap { try PhotoRecord.find(key: $0, connection) })
            }
        }
        let copies = found.map { item, photo in copy(item, of: photo, matching: hash) }
        let lastHit = hits.withLock { $0[hash.value] }
        let sorted = copies.enumerated().sorted { left, right in
            let (first, second) = (rank(left.element, lastHit), rank(right.element, lastHit))
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
        guard let best = sorted.first else { throw LookupError.unknown(text) }
        if best.isReachable { hits.withLock { $0[hash.value] = best.id } }
        return sorted
    }

    private func copy(_ item: ItemDetails, of photo: PhotoRecord?, matching hash: ContentHash) -> FoundCopy {
        let state = state(of: item)
        let isPicture = photo?.pictureHash.value == hash.value
        return FoundCopy(
            storage_uuid: item.storage.uuid, storage_name: item.storage.name, state: state,
            path: item.storage.displayRoot + "/" + item.path.display, relative_path: item.path.display,
            path_base64: item.path.isValidUTF8 ? nil : Data(item.path.bytes).base64EncodedString(), id: item.id,
            photo_id: photo?.id, matched: hash.isMD5 ? "md5" : isPicture ? "picture_hash" : "sha256", size: item.size,
            last_seen: state == .offline ? item.storage.lastSeen : nil)
    }

    private func rank(_ copy: FoundCopy, _ lastHit: String?) -> Int {
        if copy.isReachable { return copy.id == lastHit ? 0 : 1 }
        return copy.state == .offline ? 2 : 3
    }

    /// Looks at the disk: a row may be older than what it speaks of.
    private func state(of item: ItemDetails) -> FoundCopy.State {
        switch item.state {
        case .missing: return .missing
        case .trashed: return .trashed
        case .present: break
        }
        // Why a storage is away stands on its own page.
        guard let folder = try? roots.open(item.storage) else { return .offline }
        // A file that cannot be looked at cannot be opened either.
        guard let status = try? folder.status(of: item.path), status.kind == .file else { return .missing }
        return item.storage.state == .readOnly ? .readOnly : .online
    }
}

/// Why nothing was found by a hash.
package enum LookupError: Failure {
    /// What was asked for is no hash.
    case noHash(String)
    /// No storage of the library has it.
    case unknown(String)

    package var subject: String? {
        switch self {
        case .noHash(let text), .unknown(let text): text
        }
    }

    package var reason: String {
        switch self {
        case .noHash: "it is no hash"
        case .unknown: "no storage of this library has it"
        }
    }

    package var hint: String? {
        switch self {
        case .noHash: "Give a picture hash or SHA-256 of 64 hexadecimal digits, or an MD5 of 32."
        case .unknown: "Index the storage where it may lie."
        }
    }

    package var severity: Severity {
        if case .noHash = self { .preflight } else { .recoverable }
    }

    package var isNotFound: Bool { if case .unknown = self { true } else { false } }
}
