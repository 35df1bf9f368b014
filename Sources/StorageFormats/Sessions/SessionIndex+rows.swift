import Model
package import Platform
package import Store

extension SessionIndex {
    /// Writes the file of a session from its rows.
    ///
    /// - Parameter reading: one snapshot of the library.
    /// - Throws: `FileError` without a path, `SQLiteError`.
    package static func write(
        _ summary: SessionSummary, storageUUID: String, _ reading: Reading, to file: Descriptor
    ) throws {
        try SessionIndex(summary, storageUUID: storageUUID).write(
            to: file,
            files: { put in
                try SessionFile.forEach(inSession: summary.key, reading) { try put(File($0)) }
            },
            problems: { put in
                try SessionSummary.forEachProblem(inSession: summary.key, reading) { path, reason in
                    try put(Problem(path: path.display, reason: reason))
                }
            })
    }

    private init(_ summary: SessionSummary, storageUUID: String) {
        let fates = summary.fates
        var stats = Stats()
        stats.found = fates.total
        stats.imported = fates[.imported] + fates[.replaced]
        stats.duplicates = fates[.duplicate]
        stats.errors = fates[.failed]
        stats.totalSize = summary.totalSize
        self.init(
            number: summary.number, title: summary.title, importDate: summary.createdAt, source: summary.source,
            storageUUID: storageUUID, librarySession: summary.key, stats: stats)
    }
}

extension SessionIndex.File {
    fileprivate init(_ file: SessionFile) {
        self.init(
            originalName: file.originalName, path: file.path, hothash: file.hash, size: file.size,
            importedAt: ISO8601.utc(Double(file.importedAt)), isRead: file.isRead, isInLibrary: true)
    }
}
