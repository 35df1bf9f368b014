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

    /// A grey baseline JPEG of 24 × 8 pixels whose picture, and so its picture hash, is that of `number` alone.
    ///
    /// - Parameter number: 0 up to 2^24 - 1.
    package static func jpeg(number: Int, segments: [(marker: UInt8, content: [UInt8])] = []) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8]
        func add(_ marker: UInt8, _ content: [UInt8]) {
            let length = content.count + 2
            bytes += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
        }
        add(0xE0, Array("JFIF\u{0}".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        for segment in segments { add(segment.marker, segment.content) }
        add(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        add(0xC0, [8, 0, 8, 0, 24, 1, 1, 0x11, 0])
        // First coefficients: "10" announces a difference of eight bits. Others: "0" ends the block.
        add(0xC4, [0x00, 1, 1] + [UInt8](repeating: 0, count: 14) + [0, 8])
        add(0xC4, [0x10, 1] + [UInt8](repeating: 0, count: 16))
        add(0xDA, [1, 1, 0, 0, 63, 0])
        var bits = ""
        for block in 0..<3 {
            let value = String(number >> (8 * block) & 0xFF, radix: 2)
            bits += "10" + String(repeating: "0", count: 8 - value.count) + value + "0"
        }
        bits += String(repeating: "1", count: (8 - bits.count % 8) % 8)
        for byte in stride(from: 0, to: bits.count, by: 8).map({ UInt8(bits.dropFirst($0).prefix(8), radix: 2) ?? 0 }) {
            // An FF within the picture is followed by 00.
            bytes += byte == 0xFF ? [0xFF, 0x00] : [byte]
        }
        return bytes + [0xFF, 0xD9]
    }
}
