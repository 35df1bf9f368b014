package import Media
import Model
import SQLite

/// Brings an item's row in line with a file that we have just replaced.
package enum WrittenItem {
    /// The file at this place says something else than its row, which is left as it is.
    package static func setRead(_ text: PhotoText, at place: ItemPlace, _ writing: Writing) throws {
        try writing.run(
            """
            UPDATE media_items SET read_rating = ?, read_label = ?, read_title = ?, read_description = ?
            WHERE storage_id = ? AND path = ?
            """, text.values + [.integer(place.storage), .blob(place.path.bytes)])
    }

    /// - Parameter facts: what the readers found in the new content.
    package static func update(
        _ id: String, facts: Facts, modifiedNanoseconds: Int64, _ writing: Writing
    ) throws {
        let digests = facts.digests
        try writing.run(
            """
            UPDATE media_items SET file_size_bytes = ?, mtime_ns = ?, file_crc32 = ?, file_md5 = ?, head_md5 = ?,
                file_sha256 = ?, read_rating = ?, read_label = ?, read_title = ?, read_description = ?
            WHERE id = ?
            """,
            [
                .integer(digests.size), .integer(modifiedNanoseconds), .text(digests.crc32), .text(digests.md5),
                .text(digests.headMD5), .text(digests.sha256), .integer(facts.rating?.stars), .text(facts.label),
                .text(facts.title), .text(facts.caption), .text(id),
            ])
    }
}
