import CVips
import Foundation
import TestSupport
import Testing

@testable import Decoding

@Suite struct ColorProfileTests {
    private func profile(_ name: String) throws -> [UInt8] {
        try Vips.start()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Corpus.path + "/" + name))
        return try bytes.withUnsafeBytes { bytes in
            try #require(try Raster(opening: bytes, failOn: VIPS_FAIL_ON_NONE).profile)
        }
    }

    @Test(
        .enabled(if: Corpus.isPresent),
        arguments: [
            ("immich-test-assets/albums/nature/wood_anemones.jpg", true),
            ("libavif/paris_exif_xmp_icc_gainmap_bigendian.jpg", false),
            ("libjxl/jxl/jpeg_reconstruction/sideways_bench.jpg", false), ("pigallery2/imageSizeError.jpg", false),
        ])
    func `profiles with the colours of sRGB are told from others that name its curve`(name: String, isSRGB: Bool) throws
    {
        #expect(ColorProfiles.isSRGB(try profile(name)) == isSRGB)
    }

    @Test(arguments: ["sRGB IEC61966-2.1", "s\0R\0G\0B\0"])
    func `the name of sRGB is found in both its codings`(name: String) {
        #expect(ColorProfiles.isSRGB([UInt8](repeating: 0, count: 128) + name.utf8))
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `a profile that changes the places of the colours is followed, and computed once`() throws {
        // Its red is called blue, its green red, its blue green.
        let exchanged = try profile("libjxl/jxl/jpeg_reconstruction/sideways_bench.jpg")
        let profiles = ColorProfiles()
        let transform = try #require(profiles.transform(exchanged))
        let red = transform.applied(to: Pixels(bytes: [255, 0, 0, 255, 255, 255], width: 2, height: 1))
        #expect(red.bytes.count == 6)
        #expect(red.bytes[..<3].max() == red.bytes[2])
        #expect(red.bytes[3...].allSatisfy { $0 >= 253 })
        _ = profiles.transform(try profile("libavif/paris_exif_xmp_icc_gainmap_bigendian.jpg"))
        #expect(profiles.transform(exchanged) === transform)
    }

    @Test func `what is no profile for red, green and blue has no transform`() {
        #expect(ColorProfiles().transform([]) == nil)
        #expect(ColorProfiles().transform([UInt8](repeating: 7, count: 600)) == nil)
    }
}
