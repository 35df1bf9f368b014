import FoundationEssentials

/// What kind of difference between the library and a storage it is, in the words of docs/interface.md.
package enum ConflictKind: String, Sendable, CaseIterable, Codable {
    /// In the library, but not on the disk.
    case missingFile = "missing_file"
    /// Found by a re-index, in no import session.
    case orphanFile = "orphan_file"
    /// Moved since it was indexed, and not taken over yet.
    case pathMismatch = "path_mismatch"
    /// Rating, label, title or description were changed here and by another program.
    case metadataMismatch = "metadata_mismatch"
    /// The same name for different pictures: information, no problem.
    case duplicateFilename = "duplicate_filename"

    /// Whether somebody should look at it.
    package var isProblem: Bool { self != .duplicateFilename }
}

/// What a conflict says besides its columns; JSON in `conflicts.details`, in the words of docs/interface.md.
package struct ConflictDetails: Sendable, Hashable, Codable {
    /// What the library and the file say of one field; nil = nothing.
    package struct Difference: Sendable, Hashable, Codable {
        package let field: PhotoEdit.Field
        package let library: String?
        package let file: String?

        package init(field: PhotoEdit.Field, library: String?, file: String?) {
            self.field = field
            self.library = library
            self.file = file
        }
    }

    /// ISO 8601: when a missing file was last known to be there.
    package var lastSeen: String?
    /// Bytes, of a file that has no row.
    package var size: Int64?
    package var reason: String?
    /// Display text of where a moved file was, and of where it is.
    package var expectedPath: String?
    package var actualPath: String?
    package var differences: [Difference]?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case lastSeen = "last_seen"
        case size = "file_size"
        case expectedPath = "expected_path"
        case actualPath = "actual_path"
        case reason, differences
    }

    var json: String {
        // Plain optional values always encode; an empty object would be the right answer if they did not.
        guard let data = try? JSONEncoder().encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    init(json: String) {
        // A row that somebody damaged by hand says nothing more than its columns.
        self = (try? JSONDecoder().decode(ConflictDetails.self, from: Data(json.utf8))) ?? ConflictDetails()
    }
}
