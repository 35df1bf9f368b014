package import Model
import Platform

/// `imalink-sessions/session_NNN.json`: which files came from where in one import.
package struct SessionIndex: Sendable, Hashable {
    /// Counted in the storage: the number in the file's name.
    package var number: Int
    package var title: String
    /// ISO 8601.
    package var importDate: String
    package var source: String
    /// Lower-case, 36 characters.
    package var storageUUID: String
    /// The session's id in the library that imported.
    package var librarySession: Int64?
    package var stats: Stats

    /// What the session counted; what is neither new, duplicate nor error was rejected or ignored.
    package struct Stats: Sendable, Hashable {
        package var found = 0
        package var imported = 0
        package var duplicates = 0
        package var errors = 0
        package var totalSize: Int64 = 0

        package init() {}
    }

    /// A file that was imported.
    package struct File: Sendable, Hashable {
        package var originalName: [UInt8]
        package var path: RelativePath
        package var hothash: String
        package var size: Int64
        /// ISO 8601.
        package var importedAt: String
        /// Whether all that it tells of itself could be read.
        package var isRead: Bool
        /// Whether its row is in the library.
        package var isInLibrary: Bool
    }

    /// A file that could not be imported.
    package struct Problem: Sendable, Hashable {
        package var path: String
        package var reason: String
    }

    /// `session_001.json`.
    package static func fileName(_ number: Int) -> String { "session_\(padded(number, 3)).json" }
}
