package import Model
package import Platform
package import Store

/// Opens a storage's folder after making sure that it is the right one.
///
/// A root without its signature is offline: nothing under it is marked missing, created or deleted.
package enum StorageRoot {
    /// What can be done with a storage now.
    package struct Access: Sendable {
        package let folder: Folder
        package let isWritable: Bool
    }

    /// - Throws: `StorageOffline`.
    package static func open(_ storage: StorageRecord) throws -> Access {
        let folder: Folder
        do {
            folder = try Folder(path: storage.root)
        } catch let error as FileError {
            throw StorageOffline(storage.name, path: storage.displayRoot, why: error.cause)
        }
        if storage.hasSignature { try verify(storage, in: folder) }
        return Access(folder: folder, isWritable: isWritable(folder))
    }

    /// Looks at the storage again and writes down what changed.
    ///
    /// - Returns: the storage as it is now.
    package static func refresh(_ storage: StorageRecord, in store: LibraryStore, now: Double) throws -> StorageRecord {
        var fresh = storage
        do {
            fresh.state = try open(storage).isWritable ? .online : .readOnly
            fresh.stateReason = nil
            fresh.lastSeen = ISO8601.utc(now)
        } catch let offline as StorageOffline {
            fresh.state = .offline
            fresh.stateReason = offline.reason
        }
        guard fresh.state != storage.state || fresh.stateReason != storage.stateReason else { return storage }
        let changed = fresh
        try store.write { try changed.update($0) }
        return fresh
    }

    /// Whether files can be made in the folder: permission bits and the mount both allow it.
    package static func isWritable(_ folder: Folder) -> Bool {
        // A file system that cannot be asked is not written to.
        guard let space = try? DiskSpace(of: folder) else { return false }
        return !space.isReadOnly && folder.isWritable
    }

    private static func verify(_ storage: StorageRecord, in folder: Folder) throws {
        let signature: StorageSignature?
        do {
            signature = try StorageSignature.read(in: folder)
        } catch let error as any Failure {
            throw StorageOffline(storage.name, path: storage.displayRoot, why: error.reason)
        }
        guard let signature else {
            throw StorageOffline(
                storage.name, path: storage.displayRoot, why: "its signature file is not there; is the drive mounted?")
        }
        guard signature.storageUUID == storage.uuid else {
            throw StorageOffline(
                storage.name, path: storage.displayRoot,
                why: "another storage lies there now (\(signature.displayName))")
        }
    }
}

/// The storage's drive or share is away.
package struct StorageOffline: Failure {
    private let name: String
    private let path: String
    private let why: String

    init(_ name: String, path: String, why: String) {
        self.name = name
        self.path = path
        self.why = why
    }

    package var subject: String? { name }
    package var reason: String { "it is offline (\(path): \(why))" }
    package var hint: String? { "Connect the drive or share and try again." }
    package var severity: Severity { .unrecoverable }
    package var isRetryable: Bool { true }
}
