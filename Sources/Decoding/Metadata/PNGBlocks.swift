import CDeflate

/// Metadata of a PNG that exiv2 0.27 does not look for or gives up on.
enum PNGBlocks {
    private static let mostBytes = 16 << 20
    private static let profiles: Set<String> = ["Raw profile type exif", "Raw profile type APP1"]

    /// The `eXIf` chunk, then the text profiles of older programs; damage ends the search, not the result.
    static func read(_ source: ByteSource) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        var legacy: [[UInt8]] = []
        do throws(DecodingProblem) {
            try PNGChunks.each(of: source) { chunk throws(DecodingProblem) in
                guard chunk.count <= mostBytes else { return }
                if chunk.isKind("eXIf") {
                    blocks.append(MetadataBlocks.tiff(try source.bytes(at: chunk.offset, count: chunk.count)))
                } else if chunk.isKind("zTXt") || chunk.isKind("tEXt") {
                    let content = try source.bytes(at: chunk.offset, count: chunk.count)
                    if let block = profile(content, isCompressed: chunk.isKind("zTXt")) { legacy.append(block) }
                }
            }
        } catch {
            return blocks + legacy
        }
        return blocks + legacy
    }

    /// A TIFF block written as hexadecimal digits behind its name and length.
    private static func profile(_ content: [UInt8], isCompressed: Bool) -> [UInt8]? {
        guard let end = content.firstIndex(of: 0), profiles.contains(latin1(content[..<end])) else { return nil }
        let start = end + (isCompressed ? 2 : 1)
        guard start < content.count else { return nil }
        let packed = Array(content[start...])
        guard let text = isCompressed ? inflate(packed) : packed else { return nil }
        let words = text.split(maxSplits: 3, whereSeparator: { $0 == 10 || $0 == 32 })
        guard words.count >= 3 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in words[2...].joined() {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { continue }
            if let first = high {
                bytes.append(first << 4 | UInt8(value))
                high = nil
            } else {
                high = UInt8(value)
            }
        }
        return bytes.isEmpty ? nil : MetadataBlocks.tiff(bytes)
    }

    /// nil = damaged, or longer than 16 MB when unpacked.
    private static func inflate(_ packed: [UInt8]) -> [UInt8]? {
        let decompressor = libdeflate_alloc_decompressor()
        defer { libdeflate_free_decompressor(decompressor) }
        var room = max(4096, packed.count * 4)
        while room <= mostBytes {
            var count = 0
            var result = LIBDEFLATE_BAD_DATA
            let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
                result = libdeflate_zlib_decompress(
                    decompressor, packed, packed.count, buffer.baseAddress, buffer.count, &count)
                initialized = result == LIBDEFLATE_SUCCESS ? count : 0
            }
            if result == LIBDEFLATE_SUCCESS { return bytes }
            guard result == LIBDEFLATE_INSUFFICIENT_SPACE else { return nil }
            room *= 4
        }
        return nil
    }
}
