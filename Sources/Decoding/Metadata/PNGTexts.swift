/// Texts of a PNG that exiv2 does not read.
enum PNGTexts {
    private static let mostBytes = 65536
    private static let dateKeys = ["Creation Time", "create-date", "date:create"]

    /// The time of creation as a program wrote it into a `tEXt` or plain `iTXt` chunk.
    static func creationTime(_ source: ByteSource) -> String? {
        var found: String?
        do throws(DecodingProblem) {
            try PNGChunks.each(of: source) { chunk throws(DecodingProblem) in
                guard found == nil, chunk.isKind("tEXt") || chunk.isKind("iTXt"), chunk.count <= mostBytes else {
                    return
                }
                let parts = try source.bytes(at: chunk.offset, count: chunk.count)
                    .split(separator: 0, omittingEmptySubsequences: false)
                guard parts.count > 1, dateKeys.contains(latin1(parts[0])), let value = parts.last else { return }
                found = String(decoding: value, as: UTF8.self)
            }
        } catch {
            return found
        }
        return found
    }
}
