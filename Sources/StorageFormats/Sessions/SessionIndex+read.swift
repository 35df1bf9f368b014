package import Model
package import Platform
import StorageAccess

extension SessionIndex {
    /// No honest session is larger: a million files.
    private static let sizeLimit: Int64 = 1 << 29

    /// Reads the file of a session. Only one of its files is in memory at a time.
    ///
    /// - Parameters:
    ///   - name: in `folder`, which is `imalink-sessions` of a storage.
    ///   - add: is called with every file; what it did is to be forgotten when an error is thrown.
    /// - Throws: `FormatError`, `FileError`, what `add` throws; the file is left alone.
    package static func read(
        _ name: RelativePath, in folder: Folder, _ add: (File) throws -> Void
    ) throws -> SessionIndex {
        let display = folder.display(name)
        let file = try folder.openFile(name)
        guard try file.status().size <= sizeLimit else { throw FormatError(display, "it is too large") }
        do {
            let json = try JSONReader(file)
            let index = try read(json, add)
            try json.finish()
            return index
        } catch let error as JSONError { throw FormatError(display, error.reason) }
    }

    private static func read(_ json: JSONReader, _ add: (File) throws -> Void) throws -> SessionIndex {
        var (number, librarySession): (Int64?, Int64?)
        var (title, date, source, uuid): (String?, String?, String?, String?)
        var stats: Stats?
        var hasFiles = false
        try json.readObject { key in
            switch key {
            case "session_id": try json.set(&number, json.readInteger())
            case "session_title": try json.set(&title, json.readString())
            case "import_date": try json.set(&date, json.readString())
            case "source_path": source = try json.readOptionalString()
            case "storage_uuid": try json.set(&uuid, json.readString())
            case "backend_session_id": librarySession = try json.readOptionalInteger()
            case "stats": try json.set(&stats, readStats(json))
            case "files":
                guard !hasFiles else { throw json.problem("the list of files stands there twice") }
                hasFiles = true
                try json.readArray { try add(readFile(json)) }
            default: try json.skip()
            }
        }
        guard let number, number > 0, number < 1 << 31 else { throw json.problem("a session_id is missing") }
        guard let uuid = uuid?.lowercased(), UUIDText.isValid(uuid) else {
            throw json.problem("its storage_uuid is missing or no UUID")
        }
        guard let date, ISO8601.parse(date) != nil else { throw json.problem("its import_date is missing or no time") }
        guard hasFiles else { throw json.problem("it has no list of files") }
        return SessionIndex(
            number: Int(number), title: title ?? "", importDate: date, source: source ?? "", storageUUID: uuid,
            librarySession: librarySession, stats: stats ?? Stats())
    }

    private static func readStats(_ json: JSONReader) throws -> Stats {
        func count() throws -> Int64 {
            let number = try json.readInteger()
            guard (0...1 << 60).contains(number) else { throw json.problem("a number is out of range") }
            return number
        }
        var stats = Stats()
        try json.readObject { key in
            switch key {
            case "total_scanned": stats.found = try Int(count())
            case "new_imports": stats.imported = try Int(count())
            case "duplicates_skipped": stats.duplicates = try Int(count())
            case "errors": stats.errors = try Int(count())
            case "total_size_bytes": stats.totalSize = try count()
            default: try json.skip()
            }
        }
        return stats
    }

    private static func readFile(_ json: JSONReader) throws -> File {
        var (name, path, exactPath): ([UInt8]?, [UInt8]?, [UInt8]?)
        var (hothash, importedAt): (String?, String?)
        var size: Int64?
        var (isRead, isInLibrary) = (false, false)
        try json.readObject { key in
            switch key {
            case "original_filename": try json.set(&name, json.readStringBytes())
            case "relative_path": try json.set(&path, json.readStringBytes())
            case "path_base64": try json.set(&exactPath, json.readBase64())
            case "hothash": try json.set(&hothash, json.readString())
            case "file_size": try json.set(&size, json.readInteger())
            case "imported_at": importedAt = try json.readOptionalString()
            case "exif_extracted": isRead = try json.readBool()
            case "sent_to_backend": isInLibrary = try json.readBool()
            default: try json.skip()
            }
        }
        guard let bytes = exactPath ?? path, let path = RelativePath(bytes: bytes) else {
            throw json.problem("a relative_path is missing, or it leads out of the storage")
        }
        guard let hothash else { throw json.problem("a hothash is missing") }
        guard let size, size >= 0 else { throw json.problem("a file_size is missing or below 0") }
        return File(
            originalName: name ?? path.name, path: path, hothash: hothash, size: size, importedAt: importedAt ?? "",
            isRead: isRead, isInLibrary: isInLibrary)
    }
}
