package import Model
import SQLite

/// One file of a photo with the storage it lies in, as pages and the API show it.
package struct ItemDetails: Sendable {
    package let id: String
    package let photoKey: Int64?
    package let storage: StorageRecord
    package let path: RelativePath
    package let state: ItemState
    package let size: Int64
    package let modifiedNanoseconds: Int64
    package let md5: String
    package let sha256: String
    package let mimeType: String
    package let isMIMESuspect: Bool
    package let problem: String?
    package let camera: Camera
    package let coordinate: Coordinate?
    package let orientation: Int
    package let people: [String]
    package let keywords: [String]

    /// The camera line of the photo page; empty and 0 = unknown.
    package struct Camera: Sendable {
        package let make: String
        package let model: String
        package let lens: String
        /// Millimetres.
        package let focalLength: Double
        package let iso: Int
        package let exposureTime: String
        package let fNumber: Double
    }

    /// `online`, `offline`, `read_only` as its storage, or `missing`, `trashed`.
    package var stateWord: String {
        switch state {
        case .present: storage.state.rawValue
        case .missing: "missing"
        case .trashed: "trashed"
        }
    }
}

extension ItemDetails {
    private static let columns = """
        id, photo_key, storage_id, path, state, file_size_bytes, mtime_ns, file_md5, file_sha256, mime_type,
        mime_suspect, problem, exif_camera_make, exif_camera_model, exif_lens_model, exif_focal_length, exif_iso,
        exif_exposure_time, exif_f_number, has_geo_exif, geo_exif_latitude, geo_exif_longitude, geo_exif_altitude,
        exif_orientation, keywords
        """

    /// The files of a photo, present ones first.
    package static func all(ofPhoto key: Int64, _ reading: Reading) throws -> [ItemDetails] {
        try list("WHERE photo_key = ? ORDER BY state, id", [.integer(key)], reading)
    }

    package static func find(_ id: String, _ reading: Reading) throws -> ItemDetails? {
        try list("WHERE id = ?", [.text(id)], reading).first
    }

    /// The item at an absolute position: storage and path.
    package static func find(
        storage: Int64, path: RelativePath, _ reading: Reading
    ) throws -> ItemDetails? {
        try list("WHERE storage_id = ? AND path = ?", [.integer(storage), .blob(path.bytes)], reading).first
    }

    /// Files that carry a picture or are a file of this hash, present ones first.
    package static func all(
        withHash hash: ContentHash, limit: Int, _ reading: Reading
    ) throws -> [ItemDetails] {
        let condition =
            hash.isMD5
            ? "file_md5 = ?1"
            : "(file_sha256 = ?1 OR photo_key = (SELECT photo_key FROM photos WHERE picture_hash = ?1))"
        return try list(
            "WHERE \(condition) ORDER BY state, id LIMIT ?2", [.text(hash.value), .integer(limit)], reading)
    }

    /// Files of a storage that could not be read in full, in path order.
    package static func problems(
        inStorage id: Int64, limit: Int, _ reading: Reading
    ) throws -> [ItemDetails] {
        try list(
            "WHERE storage_id = ? AND problem IS NOT NULL ORDER BY path LIMIT ?", [.integer(id), .integer(limit)],
            reading)
    }

    /// How many files of a storage could not be read in full.
    package static func problemCount(inStorage id: Int64, _ reading: Reading) throws -> Int {
        try reading.integer(
            "SELECT count(*) FROM media_items WHERE storage_id = ? AND problem IS NOT NULL", [.integer(id)])
    }

    private static func list(_ condition: String, _ values: [Value], _ reading: Reading) throws -> [ItemDetails] {
        var storages: [Int64: StorageRecord] = [:]
        return try reading.rows("SELECT \(columns) FROM media_items \(condition)", values) {
            try Self(&$0, &storages, reading)
        }.compactMap { $0 }
    }

    private init?(_ row: inout Row, _ storages: inout [Int64: StorageRecord], _ reading: Reading) throws {
        id = row.text()
        photoKey = row.optionalInt64()
        let key = row.int64()
        if storages[key] == nil { storages[key] = try StorageRecord.find(id: key, reading) }
        guard let storage = storages[key] else { return nil }
        self.storage = storage
        path = try row.path()
        state = try row.number()
        size = row.int64()
        modifiedNanoseconds = row.int64()
        md5 = row.text()
        sha256 = row.text()
        mimeType = row.text()
        isMIMESuspect = row.bool()
        problem = row.optionalText()
        camera = Camera(
            make: row.text(), model: row.text(), lens: row.text(), focalLength: row.double(), iso: row.int(),
            exposureTime: row.text(), fNumber: row.double())
        let (isPlaced, latitude, longitude, altitude) = (row.bool(), row.double(), row.double(), row.double())
        // The column of the seed has no word for an unknown height but 0.
        coordinate =
            isPlaced
            ? Coordinate(latitude: latitude, longitude: longitude, altitude: altitude == 0 ? nil : altitude) : nil
        orientation = row.int()
        people = try reading.rows(
            "SELECT person_name FROM people_tags WHERE media_id = ? ORDER BY tag_order", [.text(id)]
        ) { $0.text() }
        keywords = row.text().split(separator: "\n").map(String.init)
    }
}
