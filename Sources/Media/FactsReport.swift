import FoundationEssentials
import Model
import Platform

/// Facts of one file as the `facts` verb prints them (docs/interface.md); absent = unknown.
package struct FactsReport: Encodable, Sendable {
    private let path: [UInt8]
    private let facts: Facts?
    private let error: String?

    /// - Parameter path: as the user gave it.
    package init(path: [UInt8], result: Result<Facts, FileProblem>) {
        self.path = path
        switch result {
        case .success(let facts):
            self.facts = facts
            error = facts.problem
        case .failure(let problem):
            facts = nil
            error = problem.reason
        }
    }

    private enum Key: String, CodingKey {
        case path
        case pathBase64 = "path_base64"
        case size, md5
        case headMD5 = "head_md5"
        case fastPhotoKey = "fast_photo_key"
        case sha256, crc32
        case pictureHash = "picture_hash"
        case pictureHashScope = "picture_hash_scope"
        case mimeType = "mime_type"
        case mimeSuspect = "mime_suspect"
        case mediaType = "media_type"
        case width, height, orientation
        case takenAt = "taken_at"
        case takenSource = "taken_source"
        case cameraMake = "camera_make"
        case cameraModel = "camera_model"
        case lensModel = "lens_model"
        case focalLength = "focal_length"
        case iso
        case exposureTime = "exposure_time"
        case fNumber = "f_number"
        case latitude, longitude, altitude, rating, label, title, description, people, keywords
        case durationSeconds = "duration_seconds"
        case error
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let text = String(decoding: path, as: UTF8.self)
        try container.encode(text, forKey: .path)
        if !text.utf8.elementsEqual(path) {
            try container.encode(Data(path).base64EncodedString(), forKey: .pathBase64)
        }
        if let facts {
            try encodeIdentity(facts, &container)
            try encodePhoto(facts, &container)
        }
        try container.encodeIfPresent(error, forKey: .error)
    }

    private func encodeIdentity(_ facts: Facts, _ container: inout KeyedEncodingContainer<Key>) throws {
        try container.encode(facts.digests.size, forKey: .size)
        try container.encode(facts.digests.md5, forKey: .md5)
        try container.encode(facts.digests.headMD5, forKey: .headMD5)
        try container.encode(facts.digests.fastPhotoKey, forKey: .fastPhotoKey)
        try container.encode(facts.digests.sha256, forKey: .sha256)
        try container.encode(facts.digests.crc32, forKey: .crc32)
        try container.encode(facts.pictureHash.value, forKey: .pictureHash)
        try container.encode(facts.pictureHash.scope.rawValue, forKey: .pictureHashScope)
        try container.encode(facts.mimeType, forKey: .mimeType)
        try container.encode(facts.isMIMESuspect, forKey: .mimeSuspect)
        try container.encodeIfPresent(facts.mediaType?.rawValue, forKey: .mediaType)
    }

    private func encodePhoto(_ facts: Facts, _ container: inout KeyedEncodingContainer<Key>) throws {
        try container.encodeIfPresent(facts.width, forKey: .width)
        try container.encodeIfPresent(facts.height, forKey: .height)
        try container.encodeIfPresent(facts.orientation, forKey: .orientation)
        let taken = facts.taken.map {
            ISO8601.wallTime(local: $0.local, milliseconds: $0.milliseconds, utcOffset: $0.utcOffset)
        }
        try container.encodeIfPresent(taken, forKey: .takenAt)
        try container.encodeIfPresent(facts.taken?.source.rawValue, forKey: .takenSource)
        try container.encodeIfPresent(facts.cameraMake, forKey: .cameraMake)
        try container.encodeIfPresent(facts.cameraModel, forKey: .cameraModel)
        try container.encodeIfPresent(facts.lensModel, forKey: .lensModel)
        try container.encodeIfPresent(facts.focalLength, forKey: .focalLength)
        try container.encodeIfPresent(facts.iso, forKey: .iso)
        try container.encodeIfPresent(facts.exposureTime, forKey: .exposureTime)
        try container.encodeIfPresent(facts.fNumber, forKey: .fNumber)
        try container.encodeIfPresent(facts.coordinate?.latitude, forKey: .latitude)
        try container.encodeIfPresent(facts.coordinate?.longitude, forKey: .longitude)
        try container.encodeIfPresent(facts.coordinate?.altitude, forKey: .altitude)
        try container.encodeIfPresent(facts.rating?.stars, forKey: .rating)
        try container.encodeIfPresent(facts.label, forKey: .label)
        try container.encodeIfPresent(facts.title, forKey: .title)
        try container.encodeIfPresent(facts.caption, forKey: .description)
        if !facts.people.isEmpty { try container.encode(facts.people, forKey: .people) }
        if !facts.keywords.isEmpty { try container.encode(facts.keywords, forKey: .keywords) }
        try container.encodeIfPresent(facts.durationSeconds, forKey: .durationSeconds)
    }
}
