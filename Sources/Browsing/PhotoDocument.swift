package import Engine
import FoundationEssentials
import Model
import Platform
import Store

/// A photo as docs/interface.md prints it in JSON.
package struct PhotoDocument: Sendable, Codable {
    /// One of its files.
    package struct Item: Sendable, Codable {
        package let id: String
        package let storage_uuid: String
        package let relative_path: String
        /// Base64 of the bytes, when the name is no UTF-8.
        package let path_base64: String?
        package let state: String
        package let size: Int64
        package let md5: String
        package let sha256: String
        package let mtime: String
    }

    package let id: String
    package let picture_hash: String
    package let media_type: String
    package let taken_at: String
    package let taken_source: String
    @OrNull package private(set) var width: Int?
    @OrNull package private(set) var height: Int?
    @OrNull package private(set) var duration_seconds: Double?
    @OrNull package private(set) var rating: Int?
    @OrNull package private(set) var label: String?
    @OrNull package private(set) var title: String?
    @OrNull package private(set) var description: String?
    package let write_state: String
    package let items: [Item]

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
