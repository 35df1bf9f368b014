/// A piece of a file's container, as far as it can be compared with another file's.
package struct MediaPart: Sendable, Hashable {
    /// What the piece holds.
    package enum Role: UInt8, Sendable {
        /// XMP, or padding around it.
        case xmp
        case exif
        case other
    }

    /// As `APP1`, `IDAT`, `moov/trak/tkhd`, `item 3 hvc1`, `IFD0/271`, `after the end`.
    package let name: String
    package let role: Role
    /// Bytes of the piece.
    package let count: Int
    /// SHA-256 of the content; offsets into the file are left out.
    package let digest: String

    package init(name: String, role: Role, count: Int, digest: String) {
        self.name = name
        self.role = role
        self.count = count
        self.digest = digest
    }
}

/// What shall be found out about a file.
package struct InspectionParts: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let facts = InspectionParts(rawValue: 1)
    package static let tags = InspectionParts(rawValue: 2)
    package static let structure = InspectionParts(rawValue: 4)
    package static let decoding = InspectionParts(rawValue: 8)
    /// With `facts`: of the digests SHA-256 alone, in half the time.
    package static let identity = InspectionParts(rawValue: 16)

    /// All of it: what the verification of a metadata write compares (docs/metadata.md section 3).
    package static let everything: InspectionParts = [.facts, .tags, .structure, .decoding]
}

/// Everything that can be compared between a file and its edited copy.
package struct MediaInspection: Sendable, Hashable {
    package var facts: Facts?
    /// Every tag that exiv2 decodes, by its full name (`Exif.Image.Rating`); several values are joined by line ends.
    /// Values of more than 4096 bytes are replaced by their SHA-256.
    package var tags: [String: String] = [:]
    /// In the order of the file; nil = no rule for this container, or its structure is damaged.
    package var parts: [MediaPart]?
    /// nil = it decodes without an error or was not asked for; else the reason.
    package var decodingProblem: String?

    package init() {}

    /// For the way from the worker.
    package var body: [UInt8] {
        var writer = MessageWriter()
        writer.put(facts) { $0.put($1.body) }
        writer.put(UInt32(tags.count))
        for (name, value) in tags {
            writer.put(name)
            writer.put(value)
        }
        writer.put(parts) { writer, parts in
            writer.put(UInt32(parts.count))
            for part in parts {
                writer.put(part.name)
                writer.put(part.role.rawValue)
                writer.put(Int64(part.count))
                writer.put(part.digest)
            }
        }
        writer.put(decodingProblem) { $0.put($1) }
        return writer.bytes
    }

    package init(body: [UInt8]) throws(WorkerProblem) {
        var reader = MessageReader(body)
        facts = try reader.optional { (reader) throws(WorkerProblem) in
            try Facts(body: Array(try reader.data())).checked()
        }
        for _ in 0..<(try reader.count(limit: MessageLimits.mostValues)) {
            let name = try reader.text()
            tags[name] = try reader.text()
        }
        parts = try reader.optional { (reader) throws(WorkerProblem) in try reader.parts() }
        decodingProblem = try reader.optionalText()
    }
}

extension MessageReader {
    fileprivate mutating func parts() throws(WorkerProblem) -> [MediaPart] {
        var parts: [MediaPart] = []
        for _ in 0..<(try count(limit: MessageLimits.mostValues)) {
            let name = try text()
            guard let role = MediaPart.Role(rawValue: try byte()) else {
                throw .protocolBroken("a part of no known role")
            }
            parts.append(MediaPart(name: name, role: role, count: Int(try integer(Int64.self)), digest: try text()))
        }
        return parts
    }
}
