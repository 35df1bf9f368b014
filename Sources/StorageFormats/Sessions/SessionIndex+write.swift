import Model
package import Platform

extension SessionIndex {
    /// Writes the session with its files one by one; equal values give equal bytes.
    ///
    /// - Parameters:
    ///   - files, problems: call the function that they are given with each one.
    /// - Throws: `FileError` without a path, and what these throw.
    package func write(
        to file: Descriptor, files: ((File) throws -> Void) throws -> Void,
        problems: ((Problem) throws -> Void) throws -> Void
    ) throws {
        var text = IndexText(file)
        text.put("{\n  \"session_id\": ")
        text.put(number)
        text.put(",\n  \"session_title\": ")
        text.quote(title)
        text.put(",\n  \"import_date\": ")
        text.quote(importDate)
        text.put(",\n  \"source_path\": ")
        text.quote(source)
        text.put(",\n  \"storage_uuid\": ")
        text.quote(storageUUID)
        text.put(",\n  \"backend_session_id\": ")
        text.putOptional(librarySession)
        text.put(",\n  \"files\": [")
        var isFirst = true
        try files { file in
            text.put(isFirst ? "\n    " : ",\n    ")
            isFirst = false
            text.put(file)
            try text.writeIfFull()
        }
        text.put(isFirst ? "],\n  \"stats\": " : "\n  ],\n  \"stats\": ")
        text.put(stats.value, depth: 1)
        text.put(",\n  \"errors\": [")
        isFirst = true
        try problems { problem in
            text.put(isFirst ? "\n    {\"path\": " : ",\n    {\"path\": ")
            isFirst = false
            text.quote(problem.path)
            text.put(", \"reason\": ")
            text.quote(problem.reason)
            text.put("}")
            try text.writeIfFull()
        }
        text.put(isFirst ? "]\n}\n" : "\n  ]\n}\n")
        try text.write()
    }
}

extension SessionIndex.Stats {
    fileprivate var value: JSONValue {
        .object([
            .init("total_scanned", .integer(Int64(found))), .init("new_imports", .integer(Int64(imported))),
            .init("duplicates_skipped", .integer(Int64(duplicates))), .init("errors", .integer(Int64(errors))),
            .init("total_size_bytes", .integer(totalSize)),
        ])
    }
}

extension IndexText {
    fileprivate mutating func put(_ file: SessionIndex.File) {
        put("{\"original_filename\": ")
        quotePath(file.originalName)
        put(", \"storage_filename\": ")
        quotePath(file.path.name)
        put(", ")
        putRelativePath(file.path)
        put(", \"hothash\": ")
        quote(file.hothash)
        put(", \"file_size\": ")
        put(file.size)
        put(", \"imported_at\": ")
        quote(file.importedAt)
        put(", \"exif_extracted\": ")
        put(file.isRead ? "true" : "false")
        put(", \"sent_to_backend\": ")
        put(file.isInLibrary ? "true" : "false")
        put("}")
    }
}
