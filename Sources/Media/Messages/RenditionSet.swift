/// Which pictures of a photo are wanted; all come from one decoding.
package struct RenditionSizes: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Fits into 256 x 256 pixels.
    package static let thumbnail = RenditionSizes(rawValue: 1)
    /// Fits into 640 x 640 pixels.
    package static let grid = RenditionSizes(rawValue: 2)
    /// Fits into 2048 x 2048 pixels.
    package static let preview = RenditionSizes(rawValue: 4)

    /// What the `thumbnails` operation makes.
    package static let stored: RenditionSizes = [.thumbnail, .grid]
}

/// Pictures of one photo or film: JPEGs in sRGB, upright, without metadata, never larger than the original.
package struct RenditionSet: Sendable, Hashable {
    /// One JPEG.
    package struct Picture: Sendable, Hashable {
        package let jpeg: [UInt8]
        package let width: Int
        package let height: Int

        package init(jpeg: [UInt8], width: Int, height: Int) {
            self.jpeg = jpeg
            self.width = width
            self.height = height
        }
    }

    package var thumbnail: Picture?
    package var grid: Picture?
    /// nil also when only a smaller embedded preview exists.
    package var preview: Picture?
    /// `#rrggbb`: the most frequent colour.
    package var dominantColor: String
    /// 64 bits of a cosine transform of the 32 x 32 grey picture: bit 63-0 = one of the 8 x 8 lowest frequencies, row
    /// by row, is above their median. Similar pictures differ in few bits.
    package var perceptualHash: UInt64
    /// Why parts of the picture may be missing; nil = it decoded without complaint.
    package var damage: String?

    package init(dominantColor: String, perceptualHash: UInt64) {
        self.dominantColor = dominantColor
        self.perceptualHash = perceptualHash
    }

    /// For the way from the worker.
    package var body: [UInt8] {
        var writer = MessageWriter()
        for picture in [thumbnail, grid, preview] {
            writer.put(picture) { writer, picture in
                writer.put(UInt32(picture.width))
                writer.put(UInt32(picture.height))
                writer.put(picture.jpeg)
            }
        }
        writer.put(dominantColor)
        writer.put(perceptualHash)
        writer.put(damage) { $0.put($1) }
        return writer.bytes
    }

    package init(body: [UInt8]) throws(WorkerProblem) {
        var reader = MessageReader(body)
        thumbnail = try reader.optional { (reader) throws(WorkerProblem) in try reader.picture() }
        grid = try reader.optional { (reader) throws(WorkerProblem) in try reader.picture() }
        preview = try reader.optional { (reader) throws(WorkerProblem) in try reader.picture() }
        dominantColor = try reader.text()
        perceptualHash = try reader.integer()
        damage = try reader.optionalText()
    }
}

extension MessageReader {
    fileprivate mutating func picture() throws(WorkerProblem) -> RenditionSet.Picture {
        let width = Int(try integer(UInt32.self))
        let height = Int(try integer(UInt32.self))
        return RenditionSet.Picture(jpeg: Array(try data()), width: width, height: height)
    }
}
