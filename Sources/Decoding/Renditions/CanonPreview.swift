/// The pictures inside a CR3, for which exiv2 0.27 has no previews.
enum CanonPreview {
    /// The full picture of the first track, else the preview of 1620 pixels; nil when neither is whole.
    static func find(_ source: ByteSource) throws(DecodingProblem) -> [UInt8]? {
        guard source.has("ftypcrx ", at: 4) else { return nil }
        let boxes = try ISOBoxes.top(source)
        if let moov = boxes.first(where: { $0.kind == "moov" }),
            let chunk = try ISOTracks.firstChunk(source, moov: moov),
            let picture = try jpeg(source, at: chunk.offset, count: chunk.count)
        {
            return picture
        }
        for box in boxes where box.kind == "uuid" && box.count > 24 {
            // Sixteen bytes of identifier and eight more stand before the box inside.
            guard try source.bytes(at: box.offset, count: 4) == [0xEA, 0xF4, 0x2B, 0x5E],
                let preview = try ISOBoxes.list(source, in: box, skipping: 24).first(where: { $0.kind == "PRVW" }),
                let picture = try jpeg(source, at: preview.offset + 16, count: preview.count - 16)
            else { continue }
            return picture
        }
        return nil
    }

    /// A JPEG that lies in the file with all its bytes.
    private static func jpeg(
        _ source: ByteSource, at offset: Int, count: Int
    ) throws(DecodingProblem) -> [UInt8]? {
        guard offset >= 0, count > 4, offset <= source.size, count <= source.size - offset else { return nil }
        guard try source.bytes(at: offset, count: 3) == [0xFF, 0xD8, 0xFF] else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            bytes += try source.bytes(at: offset + bytes.count, count: min(1 << 20, count - bytes.count))
        }
        return bytes
    }
}
