import Model
import Platform

/// A file that a browser wants to send.
package struct UploadOffer: Sendable, Codable, Hashable {
    /// Below the folder that was chosen, or the file's name.
    package let path: String
    /// Bytes.
    package let size: Int64
    /// Milliseconds since 1970, as browsers tell it; nil = unknown.
    package let modified: Int64?

    package init(path: String, size: Int64, modified: Int64?) {
        self.path = path
        self.size = size
        self.modified = modified
    }

    /// Larger files are no photos or films.
    private static let mostBytes: Int64 = 1 << 42

    /// Where it goes below the upload's files.
    ///
    /// - Throws: `Refusal` for a path that leads elsewhere or that no disk takes, and for a size that is none.
    func place() throws -> RelativePath {
        guard (0...Self.mostBytes).contains(size) else {
            throw Refusal(path, "\(size) bytes are no size of a file")
        }
        return try Self.place(path)
    }

    /// The time that it gets, as far as disks and clocks count; nil = unknown.
    var modifiedNanoseconds: Int64? { modified.map { min(max($0, 0), 9_223_372_036_000) * 1_000_000 } }

    /// As `place`, for a path as a client gives it.
    static func place(_ path: String) throws -> RelativePath {
        guard let place = RelativePath(path), path.utf8.count <= 1024 else {
            throw Refusal(path, "it is no name of a file", hint: "Choose files or a folder of photos.")
        }
        let isControlled = path.unicodeScalars.contains { $0.properties.generalCategory == .control }
        let isTooLong = place.bytes.split(separator: UInt8(ascii: "/")).contains { $0.count > 255 }
        guard !isControlled, !isTooLong else {
            throw Refusal(path, "its name cannot be kept on a disk", hint: "Rename the file and send it again.")
        }
        return place
    }

    /// The name of what has come of it: the same file sent again goes on there.
    func partName() -> [UInt8] {
        let identity = Array("\(path)\n\(size)\n\(modified ?? 0)".utf8)
        return Array(identity.withUnsafeBytes { RunningDigest.of($0, .sha256) }.prefix(32).utf8)
    }
}

/// What a server has of an offered file.
package struct UploadState: Sendable, Codable, Hashable {
    package let path: String
    /// Bytes; the client goes on behind them.
    package let received: Int64
    package let isComplete: Bool
    /// Why the file is not taken; nil = it is.
    package let problem: String?

    private enum CodingKeys: String, CodingKey {
        case path, received
        case isComplete = "complete"
        case problem
    }
}
