import Glibc

/// What a small picture tells about its looks.
struct PictureLooks {
    private let pixels: Pixels

    init(_ pixels: Pixels) { self.pixels = pixels }

    /// `#rrggbb`: the mean of the pixels in the fullest of 512 equal cubes of the colour space.
    var dominantColor: String {
        // Sums of red, green and blue, and the number of pixels.
        var cubes = [SIMD4<UInt32>](repeating: .zero, count: 512)
        pixels.bytes.withUnsafeBufferPointer { bytes in
            for start in stride(from: 0, to: bytes.count - 2, by: 3) {
                let color = SIMD4(UInt32(bytes[start]), UInt32(bytes[start + 1]), UInt32(bytes[start + 2]), 1)
                let part = color &>> 5
                cubes[Int(part.x << 6 | part.y << 3 | part.z)] &+= color
            }
        }
        guard let fullest = cubes.max(by: { $0.w < $1.w }), fullest.w > 0 else { return "#808080" }
        return "#" + [fullest.x, fullest.y, fullest.z].map { Self.twoDigits($0 / fullest.w) }.joined()
    }

    /// See `Renditions.perceptualHash`; 0 for a picture without pixels.
    var perceptualHash: UInt64 {
        guard pixels.width > 0, pixels.height > 0 else { return 0 }
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
        pixels.bytes.withUnsafeBufferPointer { bytes in
            (0..<32 * 32).map { part in
                let columns = Self.span(part % 32, of: pixels.width)
                let rows = Self.span(part / 32, of: pixels.height)
                var sum = SIMD4<UInt32>.zero
                for row in rows {
                    for column in columns {
                        let start = (row * pixels.width + column) * 3
                        sum &+= SIMD4(UInt32(bytes[start]), UInt32(bytes[start + 1]), UInt32(bytes[start + 2]), 0)
                    }
                }
                let brightness = 0.299 * Double(sum.x) + 0.587 * Double(sum.y) + 0.114 * Double(sum.z)
                return brightness / Double(columns.count * rows.count)
            }
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

    private static func twoDigits(_ value: UInt32) -> String {
        let text = String(value, radix: 16)
        return text.count == 1 ? "0" + text : text
    }
}
