import Model
import Platform
package import StorageAccess
import StorageFormats
package import Store

/// What a person may change of a storage; nil = as it is.
package struct StorageChanges: Sendable, Codable {
    package var name: String?
    package var notes: String?
    package var tags: [String]?
    /// A new place of the same storage.
    package var path: String?
    package var active: Bool?
    package var policy: String?

    package init() {}

    /// Writes the changes to the row and, where it can be written, to the signature.
    ///
    /// - Throws: `Refusal`, also for a new path that holds no or another storage, `FileError`.
    package func apply(
        to storage: StorageRecord, in store: LibraryStore, locks: StorageLocks, now: Double
    ) throws -> StorageRecord {
        var changed = storage
        if let name {
            guard !name.isEmpty else { throw Refusal(storage.name, "its new name is empty") }
            changed.name = String(name.map { $0.isNewline ? " " : $0 })
        }
        if let notes { changed.notes = notes }
        if let tags { changed.tags = tags.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
        if let active { changed.isActive = active }
        if let policy {
            guard let known = WritePolicy(rawValue: policy) else {
                throw Refusal(policy, "it is no policy", hint: "Use embed, sidecar or both.")
            }
            changed.policy = known
        }
        if let path {
            guard path.hasPrefix("/") else {
                throw Refusal(
                    path, "it is no absolute path", hint: "Begin with a slash, as in /mnt/archive.")
            }
            do {
                changed.root = try Folder(path: path).canonicalPath()
                _ = try StorageRoot.open(changed)
            } catch let error as any Failure {
                throw Refusal(
                    storage.name, "it is not at \(path): \((error as? FileError)?.cause ?? error.reason)",
                    hint: "Give the folder where its \(StorageSignature.fileName) lies now.")
            }
        }
        let row = changed
        try store.write { try row.update($0) }
        let fresh = try StorageRoot.refresh(changed, in: store, now: now)
        if fresh.state == .online, let hold = try locks.hold(fresh, for: "settings") {
            defer { hold.release() }
            try StorageSignature.write(for: fresh)
        }
        return fresh
    }
}
