import SQLite

/// What changes when files come into the library or leave it.
package struct ItemFigures: Sendable, Hashable {
    package let count: Int64
    /// Of the row that was made last.
    package let latest: Int64

    package init(_ reading: Reading) throws {
        let row = try reading.row("SELECT count(*), max(rowid) FROM media_items") { ($0.int64(0), $0.int64(1)) }
        (count, latest) = row ?? (0, 0)
    }
}
