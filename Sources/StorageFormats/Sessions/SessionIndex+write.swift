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
        var json = JSONWriter(file)
        try json.object { json in
            json.member("session_id", number)
            json.member("session_title", title)
            json.member("import_date", importDate)
            json.member("source_path", source)
            json.member("storage_uuid", storageUUID)
            json.member("backend_session_id", librarySession)
            try json.array("files") { json in
                try files { file in
                    json.object(.line) { file.write(to: &$0) }
                    try json.writeIfFull()
                }
            }
            json.member("stats", stats.value)
            try json.array("errors") { json in
                try problems { problem in
                    json.object(.line) { json in
                        json.member("path", problem.path)
                        json.member("reason", problem.reason)
                    }
                    try json.writeIfFull()
                }
            }
        }
        try json.finish()
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

extension SessionIndex.File {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("original_filename", name: originalName)
        json.member("storage_filename", name: path.name)
        json.relativePath(path)
        json.member("hothash", hothash)
        json.member("file_size", size)
        json.member("imported_at", importedAt)
        json.member("exif_extracted", isRead)
        json.member("sent_to_backend", isInLibrary)
    }
}
