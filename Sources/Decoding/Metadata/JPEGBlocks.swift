/// EXIF and XMP segments of a JPEG that is damaged elsewhere, which exiv2 refuses as a whole.
enum JPEGBlocks {
    /// The blocks before the first scan, up to the place where the file is cut off.
    ///
    /// A segment counts when the one behind it is whole, as exiftool has it: the last one of a torn file may be torn.
    static func read(_ source: ByteSource) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        var last: [UInt8]?
        do throws(DecodingProblem) {
            var segments = JPEGSegments(source)
            while let segment = try segments.next() {
                guard segment.isWhole else { return blocks }
                if let whole = last { blocks.append(whole) }
                last = segment.marker == 0xE1 ? try block(source, at: segment.offset, count: segment.count) : nil
            }
            if let whole = last { blocks.append(whole) }
            return blocks
        } catch {
            return blocks
        }
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
