import Imports
package import MetadataWrite

/// What clients send to the JSON API; the command line is one of them.
package struct NewStorageBody: Codable, Sendable {
    package var path: String
    package var name: String?
    package var index: Bool?

    package init(path: String, name: String?, index: Bool) {
        self.path = path
        self.name = name
        self.index = index
    }
}

package struct EditsBody: Codable, Sendable {
    /// Photos by id or by path.
    package var ids: [String]
    package var changes: MetadataChanges

    package init(ids: [String], changes: MetadataChanges) {
        self.ids = ids
        self.changes = changes
    }
}

/// `{"path": "/mnt/old/imalink_20240115_120000_abc"}`.
package struct MigrationBody: Codable, Sendable {
    package var path: String

    package init(path: String) { self.path = path }
}

/// `{"error": {"code", "message", "hint"}}`.
package struct APIErrorBody: Codable, Sendable {
    package struct Content: Codable, Sendable {
        package let code: String
        package let message: String
        package let hint: String?
    }

    package let error: Content
}

/// `{"files": [{"path": "DCIM/1.jpg", "size": 1024, "modified": 1600000000000}]}`.
struct UploadOffers: Decodable {
    var files: [UploadOffer]
}

/// `{"favorite": true}`; empty toggles.
struct FavoriteBody: Decodable {
    var favorite: Bool?
}

/// `{"rating": 3}`.
struct RatingBody: Decodable {
    var rating: Int
}

/// `{"photo_ids": [...], "favorite": true}`.
struct BulkFavoriteBody: Decodable {
    var photo_ids: [String]
    var favorite: Bool?
}
