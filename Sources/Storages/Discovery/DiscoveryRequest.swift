import Glibc
import Platform

/// Where and how thoroughly storages are looked for.
package struct DiscoveryRequest: Sendable, Codable, Hashable {
    /// Levels below a root that are looked at unless told otherwise.
    package static let usualDepth = 6
    /// Levels of a deep search.
    package static let deepestDepth = 100

    /// Absolute paths.
    package var roots: [String]
    /// Levels below each root; 0 = the root alone.
    package var depth: Int
    /// Also hidden folders, and every level unless `depth` says less.
    package var isDeep: Bool

    /// - Parameter depth: nil = as the kind of search has it.
    package init(roots: [String], depth: Int? = nil, isDeep: Bool = false) {
        self.roots = roots
        self.depth = min(max(0, depth ?? (isDeep ? Self.deepestDepth : Self.usualDepth)), Self.deepestDepth)
        self.isDeep = isDeep
    }

    /// Empty when the environment does not tell.
    static var home: String { getenv("HOME").map { String(cString: $0) } ?? "" }

    /// The places where storages usually lie, as far as this machine has them: home, drives and shares.
    package static func usualRoots() -> [String] {
        ([home] + ["/mnt", "/media", "/run/media", "/nas"]).filter {
            // What cannot be opened is not offered; a drive that hangs below it is met later.
            !$0.isEmpty && (try? Folder(path: $0)) != nil
        }
    }
}
