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
        try list(lookup(hash), [.text(hash.value), .integer(limit)], reading)
    }

    /// The condition that finds the files of a hash, and their order.
    static func lookup(_ hash: ContentHash) -> String {
        let condition =
            hash.isMD5
            ? "file_md5 = ?1"
            : "(file_sha256 = ?1 OR photo_key = (SELECT photo_key FROM photos WHERE picture_hash = ?1))"
        return "WHERE \(condition) ORDER BY state, id LIMIT ?2"
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

    private static func list(
        _ condition: String, _ values: [Value], _ reading: Reading
    ) throws -> [ItemDetails] {
        var storages: [Int64: StorageRecord] = [:]
        return try reading.rows("SELECT \(columns) FROM media_items \(condition)", values) { row in
            let storageID = row.int64(2)
            if storages[storageID] == nil { storages[storageID] = try StorageRecord.find(id: storageID, reading) }
            guard let storage = storages[storageID] else { return nil }
            let people = try reading.rows(
                "SELECT person_name FROM people_tags WHERE media_id = ? ORDER BY tag_order", [.text(row.text(0))]
            ) { $0.text(0) }
            return Self(row, storage: storage, people: people)
        }.compactMap { $0 }
    }

    private init?(_ row: Row, storage: StorageRecord, people: [String]) {
        guard let path = RelativePath(bytes: row.blob(3)) else { return nil }
        id = row.text(0)
        photoKey = row.optionalInt64(1)
        self.storage = storage
        self.path = path
        state = ItemState(rawValue: row.int(4)) ?? .missing
        size = row.int64(5)
        modifiedNanoseconds = row.int64(6)
        md5 = row.text(7)
        sha256 = row.text(8)
        mimeType = row.text(9)
        isMIMESuspect = row.bool(10)
        problem = row.optionalText(11)
        camera = Camera(
            make: row.text(12), model: row.text(13), lens: row.text(14), focalLength: row.double(15), iso: row.int(16),
            exposureTime: row.text(17), fNumber: row.double(18))
        // The column of the seed has no word for an unknown height but 0.
        let altitude = row.double(22)
        coordinate =
            row.bool(19)
            ? Coordinate(
                latitude: row.double(20), longitude: row.double(21), altitude: altitude == 0 ? nil : altitude) : nil
        orientation = row.int(23)
        self.people = people
        keywords = row.text(24).split(separator: "\n").map(String.init)
    }
}
