import Media
import Model
import Platform
import StorageAccess
import Store

/// Looks for copies of a file in every storage; what a row says of a drive that can be reached is checked on the drive,
/// because a source may be erased after what the import said.
final class KnownCopies {
    private let store: LibraryStore
    private let storage: Int64
    private var roots: [Int64: Folder?] = [:]

    init(store: LibraryStore, storage: Int64) {
        self.store = store
        self.storage = storage
    }

    /// A file of the library with the same bytes.
    func exact(_ facts: Facts) throws -> KnownCopy? {
        try store.read { try KnownCopy.exact(sha256: facts.digests.sha256, preferring: storage, $0) }
            .first { isThere($0, sha256: facts.digests.sha256) }
    }

    /// A file of the library with the same picture.
    func picture(_ facts: Facts) throws -> KnownCopy? {
        try store.read { try KnownCopy.picture(facts.pictureHash, preferring: storage, $0) }
            .first { isThere($0, sha256: nil) }
    }

    /// - Parameter sha256: what a file that was touched since it was indexed must have; nil = it is not trusted.
    private func isThere(_ copy: KnownCopy, sha256: String?) -> Bool {
        guard let root = root(copy) else { return copy.storageState == .offline }
        // A file that cannot be looked at now is no proof that its bytes are safe.
        guard let status = (try? root.status(of: copy.path)) ?? nil, status.size == copy.size else { return false }
        if status.modifiedNanoseconds == copy.modifiedNanoseconds { return true }
        return sha256 != nil && (try? RollbackJudge.sha256(of: copy.path, in: root)) == sha256
    }

    /// nil = the storage is away.
    private func root(_ copy: KnownCopy) -> Folder? {
        if let known = roots[copy.storage] { return known }
        // A storage that cannot be opened is away.
        let record = (try? store.read { try StorageRecord.find(id: copy.storage, $0) }) ?? nil
        let folder = record.flatMap { try? StorageRoot.open($0).folder }
        roots[copy.storage] = .some(folder)
        return folder
    }
}
