package import Engine
import Platform
import StorageAccess
package import Store

/// Forgets what the hash cache knows of files that are gone or have changed; drives that are away keep theirs.
package struct HashCacheCleaning {
    private let storages: [StorageRecord]

    package init(storages: [StorageRecord]) { self.storages = storages }

    /// - Returns: how many entries went.
    package func run(_ cache: HashCache) throws -> Int {
        var roots: [String: Folder] = [:]
        var away: Set<String> = []
        for storage in storages {
            // A storage that cannot be opened is away.
            if let access = try? StorageRoot.open(storage) {
                roots[storage.uuid] = access.folder
            } else {
                away.insert(storage.uuid)
            }
        }
        return try cache.clean { key in
            guard let root = roots[key.storage] else { return away.contains(key.storage) }
            // A file that cannot be looked at now may be there again later.
            guard let status = try? root.status(of: key.path) else { return false }
            return status.size == key.size && status.modifiedNanoseconds == key.modifiedNanoseconds
        }
    }
}
