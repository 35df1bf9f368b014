import Model
import SQLite

/// Items whose files lie in the trash keep their rows, so that they come back with album, history and id.
package enum ItemTrash {
    /// The item's file has gone to the trash: pages show it no more.
    package static func put(_ id: String, _ writing: Writing) throws {
        try ConflictWriter.removeAll(ofItem: id, writing)
        try setState(.trashed, of: id, from: .present, writing)
    }

    /// The item's file is back at its place.
    package static func takeBack(_ id: String, _ writing: Writing) throws {
        try setState(.present, of: id, from: .trashed, writing)
    }

    private static func setState(
        _ state: ItemState, of id: String, from old: ItemState, _ writing: Writing
    ) throws {
        try writing.run(
            "UPDATE media_items SET state = ? WHERE id = ? AND state = ?",
            [.integer(state.rawValue), .text(id), .integer(old.rawValue)])
        try PhotoRecord.refreshCopies(ofItem: id, writing)
    }
}
