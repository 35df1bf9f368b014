import Model
import Platform
import StorageAccess

/// Reads one master index: each field that is there has its type, and those that matter are there.
final class MasterIndexReader {
    private let json: JSONReader
    private let add: (MasterIndex.File) throws -> Void
    private var version: String?
    private var uuid: String?
    private var indexedAt: String?
    private var totalFiles: Int64?
    private var totalSize: Int64?
    /// Hash values of the keys of `files`; nil = it has not come yet.
    private var keys: Set<Int>?

    init(_ json: JSONReader, add: @escaping (MasterIndex.File) throws -> Void) {
        self.json = json
        self.add = add
    }

    /// - Throws: `JSONError`, `FileError`, what `add` throws.
    func read() throws -> MasterIndex {
        try json.readObject { key in
            switch key {
            case "index_version": try json.set(&version, json.readString())
            case "storage_uuid": try json.set(&uuid, json.readString())
            case "indexed_at": indexedAt = try json.readOptionalString()
            case "total_files": try json.set(&totalFiles, json.readInteger())
            case "total_size_bytes": try json.set(&totalSize, json.readInteger())
            case "files": try readFiles()
            default: try json.skip()
            }
        }
        try json.finish()
        guard let version, version == "1" || version.hasPrefix("1.") else {
            throw json.problem("its version is \(version ?? "missing"), this program knows \(MasterIndex.version)")
        }
        guard let uuid = uuid?.lowercased(), UUIDText.isValid(uuid) else {
            throw json.problem("its storage_uuid is missing or no UUID")
        }
        guard let keys else { throw json.problem("it has no files") }
        return MasterIndex(
            storageUUID: uuid, indexedAt: indexedAt, totalFiles: totalFiles.map { Int($0) } ?? keys.count,
            totalSizeBytes: totalSize ?? 0)
    }

    private func readFiles() throws {
        var seen: Set<Int> = []
        try json.set(&keys, seen)
        try json.readObject { hothash in
            // A key that stands there twice would silently lose a file.
            guard seen.insert(hothash.hashValue).inserted else { throw json.problem("\(hothash) stands there twice") }
            try readEntry(hothash)
        }
        keys = seen
    }

    private func readEntry(_ hothash: String) throws {
        var copies: [MasterIndex.File] = []
        let file = try readFile(hothash) { [self] in
            try json.readArray { copies.append(try readFile(hothash) { try json.skip() }) }
        }
        try add(file)
        for copy in copies { try add(copy) }
    }

    /// - Parameter otherCopies: reads their list.
    private func readFile(_ hothash: String, otherCopies: () throws -> Void) throws -> MasterIndex.File {
        var path: [UInt8]?
        var exactPath: [UInt8]?
        var size: Int64?
        var session: Int64?
        var (indexedAt, modified): (String?, String?) = (nil, nil)
        try json.readObject { key in
            switch key {
            case "relative_path": try json.set(&path, json.readStringBytes())
            case "path_base64": try json.set(&exactPath, json.readBase64())
            case "file_size": try json.set(&size, json.readInteger())
            case "import_session_id": session = try json.readOptionalInteger()
            case "indexed_at": indexedAt = try json.readOptionalString()
            case "file_modified": modified = try json.readOptionalString()
            case "hothash":
                guard try json.readString() == hothash else { throw json.problem("hothash and key differ") }
            case "other_copies": try otherCopies()
            default: try json.skip()
            }
        }
        guard let bytes = exactPath ?? path, let path = RelativePath(bytes: bytes) else {
            throw json.problem("a relative_path is missing, or it leads out of the storage")
        }
        guard let size, size >= 0 else { throw json.problem("a file_size is missing or below 0") }
        return MasterIndex.File(
            hothash: hothash, path: path, size: size, session: session.map { Int($0) }, indexedAt: indexedAt,
            modified: modified)
    }
}
