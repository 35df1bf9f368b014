/// The smallest photos that real decoders accept, made from the specifications.
package enum TinyPhoto {
    /// A grey baseline JPEG of 8 × 8 pixels: one block, whose coefficients are all zero.
    ///
    /// - Parameter segments: marker and content of segments to stand before the tables.
    package static func jpeg(segments: [(marker: UInt8, content: [UInt8])] = []) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8]
        func add(_ marker: UInt8, _ content: [UInt8]) {
            let length = content.count + 2
            bytes += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
        }
        add(0xE0, Array("JFIF\u{0}".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        for segment in segments { add(segment.marker, segment.content) }
        add(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        add(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])
        // One code of one bit: no difference for the first coefficient, end of block for the others.
        for tableClass: UInt8 in [0x00, 0x10] { add(0xC4, [tableClass, 1] + [UInt8](repeating: 0, count: 16)) }
        add(0xDA, [1, 1, 0, 0, 63, 0])
        return bytes + [0x3F, 0xFF, 0xD9]
    }
}
