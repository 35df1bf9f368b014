import SQLite

/// A few numbers over the whole library, each from an index.
package struct LibraryCounts: Sendable {
    package let videos: Int
    package let favorites: Int
    /// Photos whose files do not have what the library says.
    package let failedWrites: Int

    package static func read(_ reading: Reading) throws -> LibraryCounts {
        LibraryCounts(
            videos: try reading.integer(
                "SELECT count(*) FROM photos WHERE is_visible = 1 AND media_type = 'video'"),
            favorites: try reading.integer("SELECT count(*) FROM photos WHERE is_visible = 1 AND rating = 5"),
            failedWrites: try reading.integer(
                "SELECT count(*) FROM photos WHERE write_state != 'clean' AND write_state = 'failed'"))
    }
}
