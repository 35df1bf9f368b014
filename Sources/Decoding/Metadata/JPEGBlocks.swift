/// EXIF and XMP segments of a JPEG that is damaged elsewhere, which exiv2 refuses as a whole.
enum JPEGBlocks {
    private static let mostSegments = 1024

    /// The blocks before the first scan, up to the place where the file is cut off.
    ///
    /// A segment counts when the one behind it is whole, as exiftool has it: the last one of a torn file may be torn.
    static func read(_ source: ByteSource) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        var last: [UInt8]?
        do throws(DecodingProblem) {
            var position = 2
            for _ in 0..<mostSegments {
                guard try source.integer(at: position, count: 1) == 0xFF else { return blocks }
                let marker = try source.integer(at: position + 1, count: 1)
                if marker == 0xFF {
                    position += 1
                    continue
                }
                let isEnd = marker == 0xDA || marker == 0xD9
                let length = isEnd ? 0 : try source.integer(at: position + 2, count: 2)
                guard isEnd || (length >= 2 && position + 2 + length <= source.size) else { return blocks }
                if let whole = last { blocks.append(whole) }
                if isEnd { return blocks }
                last = marker == 0xE1 ? try block(source, at: position + 4, count: length - 2) : nil
                position += 2 + length
            }
        } catch {
            return blocks
        }
        return blocks
    }

    private static func block(_ source: ByteSource, at offset: Int, count: Int) throws(DecodingProblem) -> [UInt8]? {
        let xmp: StaticString = "http://ns.adobe.com/xap/1.0/\0"
        if count > 6, source.has("Exif\0\0", at: offset) {
            return try source.bytes(at: offset + 6, count: count - 6)
        }
        if count > xmp.utf8CodeUnitCount, source.has(xmp, at: offset) {
            return try source.bytes(
                at: offset + xmp.utf8CodeUnitCount, count: count - xmp.utf8CodeUnitCount)
        }
        return nil
    }
}
