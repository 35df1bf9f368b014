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
