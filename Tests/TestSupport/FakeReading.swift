package import Media
import Model
package import Platform

/// Reads facts from files whose text says what they are:
/// `photo X` a photo of picture X, perhaps with its `STARS`, `broken X` a damaged one, `sidecar STARS` a sidecar,
/// `unreadable` an I/O error, anything else no picture.
package final class FakeReading: FactsReading {
    /// Paths in the order in which they were read.
    package let read = Lock<[String]>([])
    /// Called before each batch.
    package let before = Lock<(@Sendable () -> Void)?>(nil)

    package init() {}

    package func facts(of files: [OpenFile]) throws -> [Result<Facts, FileProblem>] {
        before.withLock { $0 }?()
        return try files.map { file in
            read.withLock { $0.append(file.path.display) }
            let bytes = try file.descriptor.readAll(limit: 1 << 20)
            return Self.facts(bytes, file)
        }
    }

    /// What was read since the last call, in the order of the paths.
    package func takeRead() -> [String] {
        read.withLock { read in
            defer { read = [] }
            return read.sorted()
        }
    }

    private static func facts(_ bytes: [UInt8], _ file: OpenFile) -> Result<Facts, FileProblem> {
        let text = String(decoding: bytes, as: UTF8.self)
        if text == "unreadable" { return .failure(FileProblem(file.path.display, "the drive has a bad place")) }
        let digest = bytes.withUnsafeBytes { RunningDigest.of($0, .sha256) }
        let digests = Digests(
            md5: String(digest.prefix(32)), headMD5: bytes.prefix(4096).withUnsafeBytes { RunningDigest.of($0, .md5) },
            sha256: digest, crc32: "00000000", size: Int64(bytes.count))
        let words = text.split(separator: " ").map(String.init)
        var facts = Facts(
            digests: digests, pictureHash: PictureHash(value: words.dropFirst().first ?? digest, scope: .data),
            mimeType: "image/jpeg")
        if ["photo", "broken"].contains(words.first) { facts.mediaType = .photo }
        facts.rating =
            words.count > 1 && words[0] == "sidecar" || words.count > 2
            ? words.last.flatMap { Int($0) }.flatMap { Rating($0) } : nil
        if words.first == "broken" { facts.problem = "its end is missing" }
        // An empty file is a photo by its name alone.
        if bytes.isEmpty { facts.mediaType = .photo }
        return .success(facts)
    }
}
