import FoundationEssentials
import Model
package import Platform

/// `.imalink-storage`, the file that makes a folder a storage (seed 2, "Signaturfil").
package struct StorageSignature: Sendable, Hashable {
    package static let fileName = ".imalink-storage"
    package static let version = "1.0"
    /// No honest signature is larger.
    package static let sizeLimit = 1 << 20

    package var storageUUID: String
    package var displayName: String
    package var createdAt: String
    package var lastIndexed: String?
    package var photoCount: Int
    package var totalSizeBytes: Int64
    package var backendURL: String?
    package var notes: String
    package var tags: [String]

    package init(
        storageUUID: String, displayName: String, createdAt: String, lastIndexed: String? = nil, photoCount: Int = 0,
        totalSizeBytes: Int64 = 0, notes: String = "", tags: [String] = []
    ) {
        self.storageUUID = storageUUID
        self.displayName = displayName
        self.createdAt = createdAt
        self.lastIndexed = lastIndexed
        self.photoCount = photoCount
        self.totalSizeBytes = totalSizeBytes
        self.notes = notes
        self.tags = tags
    }

    /// The file's bytes, with the keys in the order of seed 2.
    package var bytes: [UInt8] {
        JSONValue.object([
            .init("imalink_storage_version", .string(Self.version)),
            .init("storage_uuid", .string(storageUUID)),
            .init("display_name", .string(displayName)),
            .init("created_at", .string(createdAt)),
            .init("last_indexed", .text(lastIndexed)),
            .init("photo_count", .integer(Int64(photoCount))),
            .init("total_size_bytes", .integer(totalSizeBytes)),
            .init("backend_url", .text(backendURL)),
            .init("notes", .string(notes)),
            .init("tags", .array(tags.map { .string($0) })),
        ]).prettyBytes
    }

    /// Reads the signature of a folder; nil when it has none.
    ///
    /// - Throws: `FormatError` for a file that is no signature, `FileError`.
    package static func read(in folder: Folder) throws -> StorageSignature? {
        guard let name = RelativePath(fileName), try folder.status(of: name) != nil else { return nil }
        let path = folder.display(name)
        let file = try folder.openFile(name)
        guard try file.status().size <= Int64(sizeLimit) else { throw FormatError(path, "it is too large") }
        return try StorageSignature(bytes: file.readAll(limit: sizeLimit), path: path)
    }

    /// - Parameter path: for messages.
    /// - Throws: `FormatError`.
    package init(bytes: [UInt8], path: String) throws {
        let content = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? Array(bytes.dropFirst(3)) : bytes
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(content))
        } catch {
            throw FormatError(path, "it is not the JSON of a storage signature")
        }
        guard let version = fields.imalink_storage_version, version.hasPrefix("1.") || version == "1" else {
            throw FormatError(
                path, "its version is \(fields.imalink_storage_version ?? "missing"), this program knows 1.0")
        }
        guard let uuid = fields.storage_uuid?.lowercased(), UUIDText.isValid(uuid) else {
            throw FormatError(path, "its storage_uuid is missing or no UUID")
        }
        self.init(
            storageUUID: uuid, displayName: fields.display_name ?? "", createdAt: fields.created_at ?? "",
            lastIndexed: fields.last_indexed, photoCount: fields.photo_count ?? 0,
            totalSizeBytes: fields.total_size_bytes ?? 0, notes: fields.notes ?? "", tags: fields.tags ?? [])
        backendURL = fields.backend_url
    }

    /// The names of seed 2.
    private struct Fields: Decodable {
        let imalink_storage_version: String?
        let storage_uuid: String?
        let display_name: String?
        let created_at: String?
        let last_indexed: String?
        let photo_count: Int?
        let total_size_bytes: Int64?
        let backend_url: String?
        let notes: String?
        let tags: [String]?
    }
}
