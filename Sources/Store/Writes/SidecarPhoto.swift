import Media
package import Model
import SQLite

/// A present photo beside which a sidecar may lie.
package struct SidecarPhoto: Sendable, Hashable {
    package let item: String
    package let path: RelativePath
    let photo: Int64
    /// What was last read of the file and its sidecar.
    package let read: PhotoText
    /// What the library says of the photo.
    package let present: PhotoText

    /// The photos of a storage that a sidecar could belong to: `a.jpg` for `a.jpg.xmp`, every `a.*` for `a.xmp`.
    package static func beside(
        _ sidecar: RelativePath, storage: Int64, _ reading: Reading
    ) throws -> [SidecarPhoto] {
        let full = Array(sidecar.bytes.dropLast(4))
        let stem = full + [UInt8(ascii: ".")]
        // "/" follows "." in the order of the bytes.
        let end = full + [UInt8(ascii: "/")]
        return try reading.rows(
            """
            SELECT i.id, i.path, i.photo_key, i.read_rating, i.read_label, i.read_title, i.read_description,
                p.rating, p.label, p.title, p.description
            FROM media_items i JOIN photos p ON p.photo_key = i.photo_key
            WHERE i.storage_id = ?1 AND i.state = 0 AND (i.path = ?2 OR i.path > ?3 AND i.path < ?4)
            """, [.integer(storage), .blob(full), .blob(stem), .blob(end)]
        ) { row in
            SidecarPhoto(
                item: row.text(), path: try row.path(), photo: row.int64(), read: PhotoText(&row),
                present: PhotoText(&row))
        }.filter { SidecarNames.candidates(of: $0.path).contains(sidecar) }
    }

    /// Another program has changed the sidecar: what it says is taken over, unless the photo was edited since `present`
    /// or an edit still waits to be written.
    package func adopt(_ text: PhotoText, _ writing: Writing) throws {
        let now = try PhotoText.ofPhoto(photo, writing)
        let waiting = try writing.integer("SELECT count(*) FROM metadata_writes WHERE media_id = ?", [.text(item)])
        guard now == present, waiting == 0 else { return }
        try writing.run(
            """
            UPDATE media_items SET read_rating = ?, read_label = ?, read_title = ?, read_description = ? WHERE id = ?
            """, text.values + [.text(item)])
        try writing.run(
            """
            UPDATE photos SET rating = CASE WHEN ?1 IS NOT ?6 THEN ?1 ELSE rating END,
                label = CASE WHEN ?2 IS NOT ?7 THEN ?2 ELSE label END,
                title = CASE WHEN ?3 IS NOT ?8 THEN ?3 ELSE title END,
                description = CASE WHEN ?4 IS NOT ?9 THEN ?4 ELSE description END
            WHERE photo_key = ?5
            """, text.values + [.integer(photo)] + read.values)
        try PhotoSearch.refresh(photo, writing)
    }
}
