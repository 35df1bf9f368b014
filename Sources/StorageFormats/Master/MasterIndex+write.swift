import Model
package import Platform
package import Store

extension MasterIndex {
    /// Writes the index of a storage from its rows, whatever their number, in constant memory. Equal rows give equal
    /// bytes.
    ///
    /// - Parameter reading: one snapshot of the library.
    /// - Throws: `FileError` without a path, `SQLiteError`.
    package static func write(_ storage: StorageRecord, _ reading: Reading, to file: Descriptor) throws {
        let totals = try IndexedFile.totals(inStorage: storage.id, reading)
        var json = JSONWriter(file)
        try json.object { json in
            json.member("index_version", version)
            json.member("storage_uuid", storage.uuid)
            json.member("indexed_at", storage.lastIndexed)
            json.member("total_files", totals.files)
            json.member("photo_count", totals.pictures)
            json.member("total_size_bytes", totals.bytes)
            try json.object("files") { json in
                try IndexedFile.forEachPicture(inStorage: storage.id, reading) { files in
                    write(files, to: &json)
                    try json.writeIfFull()
                }
            }
            try json.array("conflicts") { try writeConflicts(of: storage, reading, to: &$0) }
        }
        try json.finish()
    }

    /// The kinds that readers of the file know, without those that somebody dismissed.
    private static func writeConflicts(
        of storage: StorageRecord, _ reading: Reading, to json: inout JSONWriter
    ) throws {
        for kind in [ConflictKind.missingFile, .orphanFile, .pathMismatch, .duplicateFilename] {
            var last: [UInt8] = []
            while true {
                let page = try ConflictRecord.page(storage: storage.id, kind, after: last, limit: 500, reading)
                for conflict in page {
                    last = conflict.path.bytes
                    json.element(try conflict.value(reading))
                    try json.writeIfFull()
                }
                if page.isEmpty { break }
            }
        }
    }

    /// One entry: the first file of a picture with its other copies.
    private static func write(_ files: [IndexedFile], to json: inout JSONWriter) {
        guard let first = files.first else { return }
        json.object(first.hash, .line) { json in
            json.member("hothash", first.hash)
            first.write(to: &json)
            guard files.count > 1 else { return }
            json.array("other_copies") { json in
                for copy in files.dropFirst() { json.object(.line) { copy.write(to: &$0) } }
            }
        }
    }
}

extension IndexedFile {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("filename", name: path.name)
        json.relativePath(path)
        json.member("file_size", size)
        json.member("import_session_id", session)
        json.member("indexed_at", ISO8601.utc(Double(indexedAt)))
        json.member("file_modified", ISO8601.utc(Double(modifiedNanoseconds) / 1_000_000_000))
    }
}
