import FoundationEssentials
import Platform

/// The files below `Public` with a short hash of each, so that browsers may keep them for ever.
///
/// `?v=HASH` changes with the content; the server may answer such a request with `immutable` when the hash is right.
package final class PublicAssets: Sendable {
    private let folder: String
    private let hashes: Lock<[String: String]>
    private let readsAgain: Bool

    /// - Parameter readsAgain: hash a file at every use, for `serve --dev`.
    package init(folder: String, readsAgain: Bool = false) {
        self.folder = folder
        self.readsAgain = readsAgain
        hashes = Lock([:])
    }

    /// `/public/css/base.css?v=1f0c...`; without the hash when the file cannot be read.
    package func link(_ file: String) -> String {
        let path = Route.asset(file).path
        return hash(file).map { "\(path)?v=\($0)" } ?? path
    }

    /// 16 hexadecimal digits over the content, or nil when there is no such file.
    package func hash(_ file: String) -> String? {
        if !readsAgain, let known = hashes.withLock({ $0[file] }) { return known }
        // An asset that cannot be read is linked without a hash and answered by 404; the page itself is served.
        guard let bytes = try? Data(contentsOf: URL(filePath: "\(folder)/\(file)")) else { return nil }
        let digits = String(Self.fnv1a(bytes), radix: 16)
        let hash = String(repeating: "0", count: 16 - digits.count) + digits
        hashes.withLock { $0[file] = hash }
        return hash
    }

    /// FNV-1a with 64 bits: tells versions of a file apart, promises nothing more.
    private static func fnv1a(_ bytes: Data) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
