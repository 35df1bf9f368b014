import Model
import Platform
import StorageAccess

/// A folder that is a storage, as it was met.
struct StorageFinding: Sendable, Hashable {
    /// The index of a storage from before the signature.
    static let legacyIndex = "index.json"

    /// Canonical.
    let root: [UInt8]
    let isWritable: Bool
    /// nil = a legacy folder, or a signature that cannot be used.
    var signature: StorageSignature?
    /// Why its signature cannot be used.
    var problem: String?

    var path: String { String(decoding: root, as: UTF8.self) }
    var isLegacy: Bool { signature == nil && problem == nil }
    var folderName: String {
        root.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? "/"
    }

    static func isLegacyName(of root: [UInt8]) -> Bool {
        root.split(separator: UInt8(ascii: "/")).last?.starts(with: "imalink_".utf8) ?? false
    }
}

/// A folder that could not be looked into.
package struct DiscoveryProblem: Sendable, Codable, Hashable {
    package let path: String
    package let reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    init(_ path: String, _ error: FileError) { self.init(path: path, reason: error.cause) }
}

/// What a found storage is to this library (docs/interface.md).
package enum FoundStatus: String, Sendable, Codable, CaseIterable {
    /// It is in the library, at this path.
    case known
    /// It has a signature that the library does not know.
    case new
    /// It is in the library at another path, where it is not any more.
    case moved
    /// A folder of the old format, to be converted.
    case legacy
}
