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
        var text = IndexText(file)
        text.put("{\n  \"index_version\": ")
        text.quote(version)
        text.put(",\n  \"storage_uuid\": ")
        text.quote(storage.uuid)
        text.put(",\n  \"indexed_at\": ")
        text.quote(storage.lastIndexed)
        text.put(",\n  \"total_files\": ")
        text.put(totals.files)
        text.put(",\n  \"photo_count\": ")
        text.put(totals.pictures)
        text.put(",\n  \"total_size_bytes\": ")
        text.put(totals.bytes)
        text.put(",\n  \"files\": {")
        var isFirst = true
        try IndexedFile.forEachPicture(inStorage: storage.id, reading) { files in
            text.put(isFirst ? "\n    " : ",\n    ")
            isFirst = false
            text.put(files)
            try text.writeIfFull()
        }
        text.put("\n  },\n  \"conflicts\": [")
        try putConflicts(of: storage, reading, to: &text)
        text.put("\n  ]\n}\n")
        try text.write()
    }

    /// The kinds that readers of seed 2 know, without those that somebody dismissed.
    private static func putConflicts(
        of storage: StorageRecord, _ reading: Reading, to text: inout IndexText
    ) throws {
        var isFirst = true
        for kind in [ConflictKind.missingFile, .orphanFile, .pathMismatch, .duplicateFilename] {
            var last: [UInt8] = []
            while true {
                let page = try ConflictRecord.page(storage: storage.id, kind, after: last, limit: 500, reading)
                for conflict in page {
                    last = conflict.path.bytes
                    text.put(isFirst ? "\n    " : ",\n    ")
                    isFirst = false
                    text.put(try conflict.value(reading), depth: 2)
                    try text.writeIfFull()
                }
                if page.isEmpty { break }
            }
        }
    }
}

extension IndexText {
    /// One entry: the first file of a picture with its other copies.
    fileprivate mutating func put(_ files: [IndexedFile]) {
        guard let first = files.first else { return }
        quote(first.hash)
        put(": {\"hothash\": ")
        quote(first.hash)
        put(", ")
        put(first)
        if files.count > 1 {
            put(", \"other_copies\": [")
            for (index, copy) in files.dropFirst().enumerated() {
                put(index == 0 ? "{" : ", {")
                put(copy)
                put("}")
            }
            put("]")
        }
        put("}")
    }

    private mutating func put(_ file: IndexedFile) {
        put("\"filename\": ")
        quotePath(file.path.name)
        put(", ")
        putRelativePath(file.path)
        put(", \"file_size\": ")
        put(file.size)
        put(", \"import_session_id\": ")
        putOptional(file.session)
        put(", \"indexed_at\": ")
        quote(ISO8601.utc(Double(file.indexedAt)))
        put(", \"file_modified\": ")
        quote(ISO8601.utc(Double(file.modifiedNanoseconds) / 1_000_000_000))
    }
}
