package import Model
package import Platform
package import Store

/// Opens a storage's folder after making sure that it is the right one.
///
/// A root without its signature is offline: nothing under it is marked missing, created or deleted. Whatever is asked
/// here is waited for only so long, as a drive that hangs would take the asking thread with it.
package enum StorageRoot {
    /// What can be done with a storage now.
    package struct Access: Sendable {
        package let folder: Folder
        package let isWritable: Bool
    }

    /// A file of a storage, opened for reading.
    package struct OpenedFile: Sendable {
        package let file: Descriptor
        package let status: FileStatus
    }

    /// Seconds that are waited for a drive: it may have to spin up.
    package static let patience = 10.0

    /// By the bytes of their roots.
    private static let calls = PatientCalls<[UInt8]>()

    /// - Throws: `StorageOffline`.
    package static func open(_ storage: StorageRecord, seconds: Double = patience) throws -> Access {
        try ask(storage, seconds: seconds) { try openNow(storage) }
    }

    /// Opens the storage and a file in it.
    ///
    /// - Throws: `StorageOffline`, `FileError`.
    package static func openFile(_ path: RelativePath, of storage: StorageRecord) throws -> OpenedFile {
        try ask(storage) {
            let file = try openNow(storage).folder.openFile(path)
            return OpenedFile(file: file, status: try file.status())
        }
    }

    /// Asks a storage's drive for something that may hang.
    ///
    /// - Parameter seconds: how long the answer is waited for.
    /// - Throws: `StorageOffline` when there is none, and what `body` throws.
    package static func ask<Answer: Sendable>(
        _ storage: StorageRecord, seconds: Double = patience, _ body: @escaping @Sendable () throws -> Answer
    ) throws -> Answer {
        guard let answer = try calls.call(storage.root, seconds: seconds, body) else {
            throw StorageOffline.hanging(storage)
        }
        return answer
    }

    /// Whether files can be made in the folder: permission bits and the mount both allow it.
    package static func isWritable(_ folder: Folder) -> Bool {
        // A file system that cannot be asked is not written to.
        guard let space = try? DiskSpace(of: folder) else { return false }
        return !space.isReadOnly && folder.isWritable
    }

    private static func openNow(_ storage: StorageRecord) throws -> Access {
        let folder: Folder
        do {
            folder = try Folder(path: storage.root)
            try verify(storage, in: folder)
        } catch let error as FileError {
            throw StorageOffline(storage, why: error.cause)
        }
        return Access(folder: folder, isWritable: isWritable(folder))
    }

    private static func verify(_ storage: StorageRecord, in folder: Folder) throws {
        guard storage.hasSignature else { return try verifyUnsigned(storage, in: folder) }
        let signature: StorageSignature?
        do {
            signature = try StorageSignature.read(in: folder)
        } catch let error as any Failure {
            throw StorageOffline(storage, why: error.reason)
        }
        guard let signature else {
            throw StorageOffline(storage, why: "its signature file is not there; is the drive mounted?")
        }
        guard signature.storageUUID == storage.uuid else {
            throw StorageOffline(storage, why: "another storage lies there now (\(signature.displayName))")
        }
    }

    /// A root that could never be written has its signature in the library: an empty folder is the place where its
    /// drive was mounted, and a foreign signature is that of another one.
    private static func verifyUnsigned(_ storage: StorageRecord, in folder: Folder) throws {
        // What is no signature is somebody's file.
        if let other = try? StorageSignature.read(in: folder), other.storageUUID != storage.uuid {
            throw StorageOffline(storage, why: "another storage lies there now (\(other.displayName))")
        }
        guard storage.fileCount > 0, try folder.entries().isEmpty else { return }
        throw StorageOffline(storage, why: "its folder is empty; is the drive mounted?")
    }
}

/// The storage's drive or share is away.
package struct StorageOffline: Failure {
    private let name: String
    private let path: String
    private let why: String
    /// Whether the drive did not answer at all.
    package let isHanging: Bool

    init(_ storage: StorageRecord, why: String, isHanging: Bool = false) {
        name = storage.name
        path = storage.displayRoot
        self.why = why
        self.isHanging = isHanging
    }

    static func hanging(_ storage: StorageRecord) -> StorageOffline {
        StorageOffline(storage, why: "its drive does not answer", isHanging: true)
    }

    package var subject: String? { name }
    package var reason: String { "it is offline (\(path): \(why))" }
    package var hint: String? { "Connect the drive or share and try again." }
    package var field: Field? { .storage }
    package var severity: Severity { .unrecoverable }
    package var isRetryable: Bool { true }
}
