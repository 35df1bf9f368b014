import Glibc
import Media
import Model
import Platform
import TestSupport
import Testing

@testable import Decoding

@Suite struct RenditionTests {
    private func maker() throws -> RenditionMaker { RenditionMaker(magic: try Magic()) }

    private func renditions(_ name: String, _ sizes: RenditionSizes = .stored) throws -> RenditionSet {
        let file = Descriptor(owning: open(Corpus.path + "/" + name, O_RDONLY))
        return try maker().renditions(of: file, path: Array(name.utf8), sizes: sizes)
    }

    @Test(.enabled(if: Corpus.isPresent), arguments: [2, 3, 4, 5, 6, 7, 8])
    func `every orientation gives the same upright picture`(orientation: Int) throws {
        let upright = try renditions("pillow/hopper_orientation_2.jpg")
        let turned = try renditions("pillow/hopper_orientation_\(orientation).jpg")
        #expect(turned.grid?.width == upright.grid?.width)
        #expect(turned.grid?.height == upright.grid?.height)
        #expect((turned.perceptualHash ^ upright.perceptualHash).nonzeroBitCount <= 6)
        #expect(turned.damage == nil)
    }

    @Test(
        .enabled(if: Corpus.isPresent),
        arguments: [
            "androidx-media/mp4/sample.mp4", "mitra/input/webm.webm", "pigallery2/image_formats/test.heic",
            "pigallery2/image_formats/test.avif", "pigallery2/image_formats/test.webp",
            "pigallery2/image_formats/test.gif", "pigallery2/image_formats/test.png",
            "pigallery2/image_formats/test.dng", "gpth-raw/test/raw_samples/RAW_NIKON_D1.NEF",
            "mitra/input/jp2.jp2", "pillow/avif/star.avifs", "nom-exif/testdata/canon-r6.cr3",
        ])
    func `films, raw files and every picture format have a thumbnail within its square`(name: String) throws {
        let made = try renditions(name)
        let thumbnail = try #require(made.thumbnail)
        #expect(max(thumbnail.width, thumbnail.height) <= 256)
        #expect(thumbnail.jpeg.starts(with: [0xFF, 0xD8, 0xFF]))
        #expect(max(made.grid?.width ?? 0, made.grid?.height ?? 0) <= 640)
        #expect(made.preview == nil)
        #expect(made.dominantColor.count == 7)
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `a picture that was cut off is shown and marked`() throws {
        let made = try renditions("pillow/truncated_jpeg.jpg")
        #expect(made.thumbnail != nil)
        #expect(made.damage != nil)
    }

    @Test(.enabled(if: Corpus.isPresent), arguments: ["pillow/decompression_bomb.gif", "mitra/input/pdf.pdf"])
    func `bombs and documents are refused`(name: String) {
        #expect(throws: DecodingProblem.self) { _ = try renditions(name) }
    }

    @Test(arguments: [(8000, 3), (3, 8000), (1, 1), (2600, 1900)])
    func `pictures of any shape are fitted into the square`(width: Int, height: Int) throws {
        try Vips.start()
        let bytes = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 / 3) }
        let jpeg = try Pixels(bytes: bytes, width: width, height: height).jpeg(quality: 90)
        let (pixels, damage) = try jpeg.withUnsafeBytes { try PictureDecoder().decode($0, side: 640) }
        #expect(max(pixels.width, pixels.height) == min(max(width, height), 640))
        #expect(min(pixels.width, pixels.height) >= 1)
        #expect(pixels.bytes.count == pixels.width * pixels.height * 3)
        #expect(damage == nil)
    }

    @Test func `the fullest cube of colours gives the dominant one`() {
        let pixels: [UInt8] = [10, 20, 30, 12, 22, 28, 250, 250, 250]
        #expect(PictureLooks(Pixels(bytes: pixels, width: 3, height: 1)).dominantColor == "#0b151d")
        #expect(PictureLooks(Pixels(bytes: [], width: 0, height: 0)).dominantColor == "#808080")
    }

    @Test(arguments: [(320, 240), (64, 48), (20, 11)])
    func `the perceptual hash is that of the picture at any size`(width: Int, height: Int) {
        func picture(_ width: Int, _ height: Int) -> UInt64 {
            let pixels = (0..<width * height).flatMap { index -> [UInt8] in
                let (x, y) = (Double(index % width) / Double(width), Double(index / width) / Double(height))
                let grey = UInt8(120 + 60 * sin(x * 7 + y) + 50 * cos(y * 5 - x * x * 4))
                return [grey, grey, grey]
            }
            return PictureLooks(Pixels(bytes: pixels, width: width, height: height)).perceptualHash
        }
        #expect((picture(width, height) ^ picture(200, 150)).nonzeroBitCount <= 6)
    }

    @Test func `the perceptual hash follows shapes, not brightness`() {
        func picture(_ value: (Int, Int) -> Int) -> UInt64 {
            let pixels = (0..<1024).flatMap { index -> [UInt8] in
                let grey = UInt8(min(255, max(0, value(index % 32, index / 32))))
                return [grey, grey, grey]
            }
            return PictureLooks(Pixels(bytes: pixels, width: 32, height: 32)).perceptualHash
        }
        let waves = picture { x, y in 110 + Int(90 * sin(Double(x) / 5) * cos(Double(y * x) / 90)) }
        let brighter = picture { x, y in 140 + Int(90 * sin(Double(x) / 5) * cos(Double(y * x) / 90)) }
        let other = picture { x, y in (x / 4 + y / 4) % 2 * 200 }
        #expect((waves ^ brighter).nonzeroBitCount <= 4)
        #expect((waves ^ other).nonzeroBitCount >= 16)
    }
}
