import Media

/// Where metadata of a file stands, for exiv2: the file itself or blocks that our own walkers find.
enum MetadataBlocks {
    /// Longest block that is looked at.
    private static let mostBytes = 16 << 20

    /// Runs `body` with everything exiv2 can read of a file, the most trusted first.
    ///
    /// Damage of one block does not hide the others.
    /// - Returns: what `body` returned, and the first complaint.
    static func read<Result>(
        _ format: MediaFormat, _ source: ByteSource, _ body: ([EmbeddedTags]) -> Result
    ) throws(DecodingProblem) -> (Result, DecodingProblem?) {
        var complaint: DecodingProblem?
        var blocks: [[UInt8]] = []
        do throws(DecodingProblem) {
            blocks = try self.blocks(format, source)
        } catch {
            complaint = error
        }
        // exiv2 gives up on boxes that our walkers can step over.
        let isItems = source.has("ftyp", at: 4) && format.picture == .decoder
        let isReadWhole = (format.reader == .exiv2 && !isItems) || format.reader == .png
        let result = try WholeFile.with(source, isNeeded: isReadWhole) { (bytes) throws(DecodingProblem) in
            var found = TagBlocks()
            found.add(blocks)
            if isReadWhole {
                let isRead = found.add(bytes)
                if !isRead, bytes.starts(with: [0xFF, 0xD8, 0xFF]) { found.add(JPEGBlocks.read(source)) }
            }
            complaint = complaint ?? found.complaint
            return body(found.blocks)
        }
        return (result, complaint)
    }

    private static func blocks(_ format: MediaFormat, _ source: ByteSource) throws(DecodingProblem) -> [[UInt8]] {
        switch format.reader {
        case .png: return PNGBlocks.read(source)
        case .exiv2:
            if source.has("ftyp", at: 4) { return try itemBlocks(source) }
            return source.has("Exif\0\0", at: 0) ? [tiff(try source.bytes(at: 0, count: source.size))] : []
        case .boxes, .video:
            let isBoxes = source.has("ftyp", at: 4) || source.has("JXL ", at: 4) || source.has("jP  ", at: 4)
            return isBoxes || ISOBoxes.isQuickTime(source) ? try boxBlocks(source) : []
        case .dimensions, .none: return []
        }
    }

    /// EXIF and XMP items of HEIC and AVIF, and the blocks of CR3, also of files that are damaged elsewhere.
    private static func itemBlocks(_ source: ByteSource) throws(DecodingProblem) -> [[UInt8]] {
        var blocks = try boxBlocks(source)
        for box in try ISOBoxes.top(source) where box.kind == "meta" {
            let items = try ISOItems(source, meta: box)
            for id in items.order {
                guard let item = items.items[id], item.kind == "Exif" || item.isXMP else { continue }
                let content: [UInt8]
                do throws(DecodingProblem) {
                    content = try items.content(of: item, in: source, limit: mostBytes)
                } catch {
                    // Of a file that was cut off, some items may be whole.
                    continue
                }
                guard item.kind == "Exif" else {
                    blocks.append(content)
                    continue
                }
                // Four bytes tell how far the TIFF header lies behind them.
                let skipped = content.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                if content.count > 8, skipped < content.count - 4 {
                    blocks.append(tiff(Array(content[(4 + skipped)...])))
                }
            }
        }
        return blocks
    }

    /// EXIF and XMP boxes of JPEG XL, JPEG 2000, MP4 and MOV.
    private static func boxBlocks(_ source: ByteSource) throws(DecodingProblem) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        for box in try ISOBoxes.top(source) where box.count <= mostBytes {
            switch box.kind {
            case "Exif" where box.count > 8:
                blocks.append(tiff(try source.bytes(at: box.offset + 4, count: box.count - 4)))
            case "xml ": blocks.append(try source.bytes(at: box.offset, count: box.count))
            case "uuid" where box.count > 16: blocks += try uuidBlock(source, box)
            case "moov":
                blocks += try canonBlocks(source, box)
                if let packet = try ISOBoxes.find(source, in: box, "udta", "XMP_") {
                    blocks.append(try source.bytes(at: packet.offset, count: packet.count))
                }
            default: break
            }
        }
        return blocks
    }

    private static func uuidBlock(_ source: ByteSource, _ box: ISOBox) throws(DecodingProblem) -> [[UInt8]] {
        let content = try source.bytes(at: box.offset, count: box.count)
        if content.starts(with: ISOBoxes.xmpIdentifier) { return [Array(content.dropFirst(16))] }
        if content.starts(with: Array("JpgTiffExif->JP2".utf8)) { return [tiff(Array(content.dropFirst(16)))] }
        return []
    }

    /// The TIFF blocks CMT1 and CMT2 of CR3.
    private static func canonBlocks(_ source: ByteSource, _ moov: ISOBox) throws(DecodingProblem) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        for box in try ISOBoxes.list(source, in: moov)
        where box.kind == "uuid" {
            guard box.count > 16, try source.bytes(at: box.offset, count: 4) == [0x85, 0xC0, 0xB6, 0x87] else {
                continue
            }
            for part in try ISOBoxes.list(source, in: box, skipping: 16) where ["CMT1", "CMT2"].contains(part.kind) {
                blocks.append(try source.bytes(at: part.offset, count: part.count))
            }
        }
        return blocks
    }

    /// A block without the `Exif` and zeros some writers put before it.
    static func tiff(_ block: [UInt8]) -> [UInt8] {
        block.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) ? Array(block.dropFirst(6)) : block
    }
}

/// Blocks that exiv2 could read, and the first it could not.
private struct TagBlocks {
    var blocks: [EmbeddedTags] = []
    var complaint: DecodingProblem?

    /// - Returns: whether exiv2 could read it.
    @discardableResult
    mutating func add(_ bytes: UnsafeRawBufferPointer, isPacket: Bool = false) -> Bool {
        do throws(DecodingProblem) {
            blocks.append(try EmbeddedTags(bytes, isPacket: isPacket))
            return true
        } catch {
            complaint = complaint ?? error
            return false
        }
    }

    /// TIFF blocks and packets of XMP.
    mutating func add(_ found: [[UInt8]]) {
        // exiftool leaves an empty item behind when it takes the last tag away.
        for block in found where !block.isEmpty {
            let isTIFF = block.starts(with: Array("II".utf8)) || block.starts(with: Array("MM".utf8))
            block.withUnsafeBytes { _ = add($0, isPacket: !isTIFF) }
        }
    }
}
