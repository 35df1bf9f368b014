import Model
import Platform
import StorageAccess
import Store

/// An upload as the API prints it and the page shows it.
package struct UploadDocument: Sendable, Codable {
    /// A file that has come whole.
    package struct File: Sendable, Codable, Hashable {
        package let path: String
        package let size: Int64
    }

    package let uploadID: String
    package let storageUUID: String
    package let storageName: String
    package let createdAt: String
    package let settings: ImportSettings
    /// Files that have come whole, and their bytes.
    package let count: Int
    package let totalSizeBytes: Int64
    /// Files of which a part has come.
    package let incomplete: Int
    /// On the storage's disk; nil = it is away.
    package let freeBytes: Int64?
    /// The first of them.
    package let files: [File]
    /// The import that takes them in; nil = they are still coming.
    package let sessionID: Int64?

    private enum CodingKeys: String, CodingKey {
        case uploadID = "upload_id"
        case storageUUID = "storage_uuid"
        case storageName = "storage_name"
        case createdAt = "created_at"
        case settings, count
        case totalSizeBytes = "total_size_bytes"
        case incomplete
        case freeBytes = "free_bytes"
        case files
        case sessionID = "session_id"
    }

    init(_ record: UploadRecord, storage: StorageRecord, settings: ImportSettings, files limit: Int) throws {
        uploadID = record.id
        storageUUID = storage.uuid
        storageName = storage.name
        createdAt = record.createdAt
        self.settings = settings
        sessionID = record.session
        var (count, bytes, incomplete, files) = (0, Int64(0), 0, [File]())
        var free: Int64?
        do {
            let area = UploadArea(root: try StorageRoot.open(storage).folder, id: record.id)
            for entry in try FileTree(root: area.files()) {
                guard case .file(let status) = entry.finding else { continue }
                count += 1
                bytes += status.size
                if files.count < limit { files.append(File(path: entry.path.display, size: status.size)) }
            }
            incomplete = try area.parts().entries().count
            free = try DiskSpace(of: area.root).free
        } catch is StorageOffline {
            // The drive is away, and what came lies on it.
        } catch let error as FileError where error.isMissing {
            // Its folder was removed; the page says that nothing is there.
        }
        (self.count, totalSizeBytes, self.incomplete, self.files, freeBytes) = (count, bytes, incomplete, files, free)
    }
}
