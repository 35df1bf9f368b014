import Glibc

/// What a small picture tells about its looks.
struct PictureLooks {
    /// Three bytes a pixel, row by row.
    let pixels: [UInt8]
    let width: Int
    let height: Int

    /// `#rrggbb`: the mean of the pixels in the fullest of 512 equal cubes of the colour space.
    var dominantColor: String {
        var counts = [Int](repeating: 0, count: 512)
        var sums = [Int](repeating: 0, count: 512 * 3)
        for start in stride(from: 0, to: pixels.count - 2, by: 3) {
            let (red, green, blue) = (Int(pixels[start]), Int(pixels[start + 1]), Int(pixels[start + 2]))
            let cube = (red >> 5) << 6 | (green >> 5) << 3 | blue >> 5
            counts[cube] += 1
            sums[cube * 3] += red
            sums[cube * 3 + 1] += green
            sums[cube * 3 + 2] += blue
        }
        guard let fullest = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[fullest] > 0 else {
            return "#808080"
        }
        return "#" + (0..<3).map { Self.twoDigits(sums[fullest * 3 + $0] / counts[fullest]) }.joined()
    }

    /// See `Renditions.perceptualHash`; 0 for a picture without pixels.
    var perceptualHash: UInt64 {
        guard width > 0, height > 0, pixels.count == width * height * 3 else { return 0 }
        let grey = stretchedGrey
        var rows = [Double](repeating: 0, count: 8 * 32)
        for frequency in 0..<8 {
            for x in 0..<32 {
                var sum = 0.0
                for y in 0..<32 { sum += grey[y * 32 + x] * Self.cosines[frequency * 32 + y] }
                rows[frequency * 32 + x] = sum
            }
        }
        var values = [Double](repeating: 0, count: 64)
        for vertical in 0..<8 {
            for horizontal in 0..<8 {
                var sum = 0.0
                for x in 0..<32 { sum += rows[vertical * 32 + x] * Self.cosines[horizontal * 32 + x] }
                values[vertical * 8 + horizontal] = sum
            }
        }
        let sorted = values.sorted()
        let median = (sorted[31] + sorted[32]) / 2
        return values.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
    }

    /// Brightness of 32 x 32 equal parts of the picture: the means of their pixels.
    private var stretchedGrey: [Double] {
        (0..<32 * 32).map { part in
            let columns = Self.span(part % 32, of: width)
            let rows = Self.span(part / 32, of: height)
            var (red, green, blue) = (0, 0, 0)
            for row in rows {
                for column in columns {
                    let start = (row * width + column) * 3
                    red += Int(pixels[start])
                    green += Int(pixels[start + 1])
                    blue += Int(pixels[start + 2])
                }
            }
            let sum = 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
            return sum / Double(columns.count * rows.count)
        }
    }

    /// The pixels of one of 32 parts of a length; at least one, which is in several parts of a shorter length.
    private static func span(_ part: Int, of length: Int) -> Range<Int> {
        let start = part * length / 32
        return start..<max(start + 1, (part + 1) * length / 32)
    }

    /// cos of frequency times place, for 8 frequencies and 32 places.
    private static let cosines: [Double] = (0..<8 * 32).map { index in
        let place = Double(index % 32) + 0.5
        return cos(Double.pi * Double(index / 32) * place / 32)
    }

    private static func twoDigits(_ value: Int) -> String {
        let text = String(value, radix: 16)
        return text.count == 1 ? "0" + text : text
    }
}
