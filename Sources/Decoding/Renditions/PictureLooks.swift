import Glibc

/// What a small picture tells about its looks.
struct PictureLooks {
    /// Three bytes a pixel.
    let pixels: [UInt8]

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

    /// See `Renditions.perceptualHash`; 0 unless the picture has 32 x 32 pixels.
    var perceptualHash: UInt64 {
        guard pixels.count == 32 * 32 * 3 else { return 0 }
        let grey: [Double] = (0..<1024).map { index in
            let red = 0.299 * Double(pixels[index * 3])
            let green = 0.587 * Double(pixels[index * 3 + 1])
            return red + green + 0.114 * Double(pixels[index * 3 + 2])
        }
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
