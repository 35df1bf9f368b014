package import Media
package import Model
import SQLite

/// One file of a storage as an index run found it: where it lies and what a worker read of it.
package struct FoundItem: Sendable {
    package let path: RelativePath
    package let modifiedNanoseconds: Int64
    package let facts: Facts
    /// SHA-256 of the row when the walk met the file; nil = there was none. A row that has changed since, because the
    /// file was rated while it was read, is newer than what was read.
    package let knownSHA256: String?

    package init(path: RelativePath, modifiedNanoseconds: Int64, facts: Facts, knownSHA256: String? = nil) {
        self.path = path
        self.modifiedNanoseconds = modifiedNanoseconds
        self.facts = facts
        self.knownSHA256 = knownSHA256
    }
}

/// Where an item stands.
package enum ItemState: Int, Sendable {
    case present = 0
    case missing = 1
    case trashed = 2
}

/// What the walk of a storage is compared with.
package struct KnownItem: Sendable {
    package let id: String
    package let path: RelativePath
    package let size: Int64
    package let modifiedNanoseconds: Int64
    package let state: ItemState
    package let sha256: String

    /// The rows of a storage after `path`, in the byte order of their paths, at most `limit` of them.
    package static func page(
        storage: Int64, after path: [UInt8], limit: Int, _ reading: Reading
    ) throws -> [KnownItem] {
        try reading.rows(
            """
            SELECT id, path, file_size_bytes, mtime_ns, state, file_sha256 FROM media_items
            WHERE storage_id = ? AND path > ? ORDER BY path LIMIT ?
            """, [.integer(storage), .blob(path), .integer(limit)]
        ) { row in
            RelativePath(bytes: row.blob(1)).map {
                KnownItem(
                    id: row.text(0), path: $0, size: row.int64(2), modifiedNanoseconds: row.int64(3),
                    state: ItemState(rawValue: row.int(4)) ?? .missing, sha256: row.text(5))
            }
        }.compactMap { $0 }
    }

    /// Whether no storage has a row.
    package static func areNone(_ reading: Reading) throws -> Bool {
        try reading.integer("SELECT EXISTS(SELECT 1 FROM media_items)") == 0
    }

    /// Whether the row still expects its file at this place, and has not been told that it is missing.
    package static func isExpected(_ id: String, at place: ItemPlace, _ reading: Reading) throws -> Bool {
        try reading.integer(
            "SELECT count(*) FROM media_items WHERE id = ? AND storage_id = ? AND path = ? AND state = 0",
            [.text(id), .integer(place.storage), .blob(place.path.bytes)]) > 0
    }
}

extension ItemWriter {
    /// Columns of `media_items` that a worker's reading fills, in the order of `readValues`.
    static let readColumns = [
        "photo_key", "problem", "file_size_bytes", "mtime_ns", "file_crc32", "file_md5", "head_md5", "file_sha256",
        "mime_suspect", "media_type", "mime_type", "photo_taken_time", "modification_time", "taken_local",
        "taken_milliseconds", "utc_offset", "taken_source", "has_geo_exif", "geo_exif_latitude",
        "geo_exif_longitude", "geo_exif_altitude", "exif_width", "exif_height", "exif_orientation",
        "exif_camera_make", "exif_camera_model", "exif_lens_model", "exif_focal_length", "exif_iso",
        "exif_exposure_time", "exif_f_number", "duration_seconds", "read_rating", "read_label", "read_title",
        "read_description", "keywords",
    ]

    static func readValues(_ item: FoundItem, photoKey: Int64?) -> [Value] {
        let facts = item.facts
        let digests = facts.digests
        let modified = item.modifiedNanoseconds / 1_000_000_000
        let isDated = facts.taken.map { $0.source != .mtime } ?? false
        return [
            .integer(photoKey), .text(facts.problem), .integer(digests.size), .integer(item.modifiedNanoseconds),
            .text(digests.crc32), .text(digests.md5), .text(digests.headMD5), .text(digests.sha256),
            .flag(facts.isMIMESuspect), .text((facts.mediaType ?? .photo).rawValue), .text(facts.mimeType),
            .integer(isDated ? facts.taken?.utc ?? 0 : 0), .integer(modified), .integer(facts.taken?.local),
            .integer(facts.taken?.milliseconds ?? 0), .integer(facts.taken?.utcOffset),
            .text(facts.taken?.source.rawValue), .flag(facts.coordinate != nil),
            .real(facts.coordinate?.latitude ?? 0), .real(facts.coordinate?.longitude ?? 0),
            .real(facts.coordinate?.altitude ?? 0), .integer(facts.width ?? 0), .integer(facts.height ?? 0),
            .integer(facts.orientation ?? 0), .text(facts.cameraMake ?? ""), .text(facts.cameraModel ?? ""),
            .text(facts.lensModel ?? ""), .real(facts.focalLength ?? 0), .integer(facts.iso ?? 0),
            .text(facts.exposureTime ?? ""), .real(facts.fNumber ?? 0), .real(facts.durationSeconds),
            .integer(facts.rating?.stars), .text(facts.label), .text(facts.title), .text(facts.caption),
            .text(facts.keywords.joined(separator: "\n")),
        ]
    }
}

/// Brings an item's row in line with a file that we have just replaced.
package enum WrittenItem {
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
