import Model
package import Platform

/// `.imalink-storage`, the file that makes a folder a storage. Fields of other programs are kept.
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
    /// What other programs, or later versions, have written, in its order.
    package var otherFields: [JSONValue.Member] = []

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

    /// The file's bytes, with the keys in the order of the format.
    package var bytes: [UInt8] {
        JSONValue.object(
            [
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
            ] + otherFields
        ).prettyBytes
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
        do {
            let json = try JSONReader(bytes)
            var fields = Fields()
            try json.readObject { try fields.read($0, from: json) }
            try json.finish()
            try self.init(fields, path: path)
        } catch is JSONError { throw FormatError(path, "it is not the JSON of a storage signature") }
    }

    private init(_ fields: Fields, path: String) throws {
        guard let version = fields.version, version.hasPrefix("1.") || version == "1" else {
            throw FormatError(path, "its version is \(fields.version ?? "missing"), this program knows 1.0")
        }
        guard let uuid = fields.uuid?.lowercased(), UUIDText.isValid(uuid) else {
            throw FormatError(path, "its storage_uuid is missing or no UUID")
        }
        self.init(
            storageUUID: uuid, displayName: fields.displayName ?? "", createdAt: fields.createdAt ?? "",
            lastIndexed: fields.lastIndexed, photoCount: Int(fields.photoCount ?? 0),
            totalSizeBytes: fields.totalSize ?? 0, notes: fields.notes ?? "", tags: fields.tags)
        backendURL = fields.backendURL
        otherFields = fields.others
    }

    /// The names of the format; null is as good as nothing.
    private struct Fields {
        var version, uuid, displayName, createdAt, lastIndexed, backendURL, notes: String?
        var photoCount, totalSize: Int64?
        var tags: [String] = []
        var others: [JSONValue.Member] = []

        mutating func read(_ key: String, from json: JSONReader) throws {
            switch key {
            case "imalink_storage_version": version = try json.readOptionalString()
            case "storage_uuid": uuid = try json.readOptionalString()
            case "display_name": displayName = try json.readOptionalString()
            case "created_at": createdAt = try json.readOptionalString()
            case "last_indexed": lastIndexed = try json.readOptionalString()
            case "photo_count": photoCount = try json.readOptionalInteger()
            case "total_size_bytes": totalSize = try json.readOptionalInteger()
            case "backend_url": backendURL = try json.readOptionalString()
            case "notes": notes = try json.readOptionalString()
            case "tags":
                guard try !json.skipNull() else { return }
                try json.readArray { tags.append(try json.readString()) }
            default: others.append(.init(key, try json.readValue()))
            }
        }
    }
}
