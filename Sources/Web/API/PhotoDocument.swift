import FoundationEssentials
import Model
import Platform
import Store

/// A photo as INTERFACE.md prints it in JSON.
struct PhotoDocument: Sendable, Encodable {
    struct Item: Sendable, Encodable {
        let id: String
        let storage_uuid: String
        let relative_path: String
        /// Base64 of the bytes, when the name is no UTF-8.
        let path_base64: String?
        let state: String
        let size: Int64
        let md5: String
        let sha256: String
        let mtime: String
    }

    let id: String
    let picture_hash: String
    let media_type: String
    let taken_at: String
    let taken_source: String
    let width: Int?
    let height: Int?
    let duration_seconds: Double?
    let rating: Int?
    let label: String?
    let title: String?
    let description: String?
    let write_state: String
    let items: [Item]

    private enum CodingKeys: String, CodingKey {
        case id, picture_hash, media_type, taken_at, taken_source, width, height, duration_seconds, rating, label, title
        case description, write_state, items
    }

    /// What is unknown is null, so that every key is there.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(picture_hash, forKey: .picture_hash)
        try container.encode(media_type, forKey: .media_type)
        try container.encode(taken_at, forKey: .taken_at)
        try container.encode(taken_source, forKey: .taken_source)
        try container.encode(width, forKey: .width)
        try container.encode(height, forKey: .height)
        try container.encode(duration_seconds, forKey: .duration_seconds)
        try container.encode(rating, forKey: .rating)
        try container.encode(label, forKey: .label)
        try container.encode(title, forKey: .title)
        try container.encode(description, forKey: .description)
        try container.encode(write_state, forKey: .write_state)
        try container.encode(items, forKey: .items)
    }

    init(_ photo: PhotoRecord, _ items: [ItemDetails]) {
        id = photo.id
        picture_hash = photo.pictureHash.value
        media_type = photo.mediaType.rawValue
        taken_at = ISO8601.wallTime(
            local: photo.taken.local, milliseconds: photo.taken.milliseconds, utcOffset: photo.taken.utcOffset)
        taken_source = photo.taken.source.rawValue
        width = photo.width
        height = photo.height
        duration_seconds = photo.durationSeconds
        rating = photo.rating?.stars
        label = photo.label
        title = photo.title
        description = photo.caption
        write_state = photo.writeState.rawValue
        self.items = items.map { item in
            Item(
                id: item.id, storage_uuid: item.storage.uuid, relative_path: item.path.display,
                path_base64: item.path.isValidUTF8 ? nil : Data(item.path.bytes).base64EncodedString(),
                state: item.stateWord, size: item.size, md5: item.md5, sha256: item.sha256,
                mtime: ISO8601.utc(Double(item.modifiedNanoseconds / 1_000_000_000)))
        }
    }
}

/// A page of photos with the cursor of the next one.
struct PhotoList: Encodable {
    let items: [PhotoDocument]
    /// nil = this was the last page; printed as null.
    let next: String?

    private enum CodingKeys: String, CodingKey {
        case items, next
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}
