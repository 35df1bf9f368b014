import Glibc
import Media
import Model
import Platform
import TestSupport
import Testing

@testable import Decoding

/// Facts of the corpus against what an independent program reads (EXPECTED_exif.tsv).
@Suite(.enabled(if: Corpus.isPresent)) struct CorpusFactsTests {
    /// Every value that differs, and why.
    private static let named: [String: String] = [
        "make goexif/exif/samples/raw.exif": "a bare EXIF block is no photo",
        "model goexif/exif/samples/raw.exif": "a bare EXIF block is no photo",
        "orientation goexif/exif/samples/raw.exif": "a bare EXIF block is no photo",
        "date goexif/exif/samples/raw.exif": "a bare EXIF block is no photo",
        "rating androidx-media/mp4/sample_with_metadata.mp4": "iTunes' own rating is none of our five tags",
        "rating libjxl/external/wesaturate/64px/a2d1un_nkitzmiller_srgb8.png": "0 stands in Sony's maker note",
        "rating pillow_heif/heif_other/L_exif_xmp_iptc.heic": "0 stands in Sony's maker note",
        "longitude androidx-media/jpeg/ss-motion-photo-shortened.jpg": "a longitude without latitude is no place",
        "latitude nom-exif/testdata/invalid-gps": "a latitude without longitude is no place",
        "latitude pillow/exif_gps.jpg": "no place on Earth",
        "latitude nom-exif/testdata/canon-r6.cr3": "cut off, and its GPS block stands apart",
        "longitude nom-exif/testdata/canon-r6.cr3": "cut off, and its GPS block stands apart",
        "latitude androidx-media/mp4/sample_portrait.mp4": "the older of its two notations is less exact",
        "orientation pigallery2/orientation/broken_orientation_exif2.jpg": "that of its thumbnail",
        "date androidx-media/mkv/sample.mkv": "the creation time of its track",
    ]

    private func facts(_ reader: FactsReader, _ name: String) throws -> Facts {
        let file = PipeEnd(owning: open(Corpus.path + "/" + name, O_RDONLY))
        return try reader.facts(of: file.descriptor, path: Array(name.utf8), modified: nil)
    }

    @Test func `make, model, date, orientation, place and rating are those of the table`() throws {
        let reader = try FactsReader()
        var compared = 0
        var different: Set<String> = []
        for row in try Corpus.table("EXPECTED_exif.tsv") {
            let name = try #require(row["path"])
            let found = try facts(reader, name)
            for (field, isEqual) in Self.comparisons(row, found) {
                compared += 1
                if !isEqual { different.insert("\(field) \(name)") }
            }
        }
        #expect(different == Set(Self.named.keys))
        #expect(Double(different.count) < Double(compared) * 0.03)
    }

    private static func comparisons(_ row: [String: String], _ facts: Facts) -> [(field: String, isEqual: Bool)] {
        var results: [(String, Bool)] = []
        func compare(_ field: String, _ column: String, _ matches: (String) -> Bool) {
            if let expected = row[column], !expected.isEmpty { results.append((field, matches(expected))) }
        }
        compare("make", "make") { words($0) == words(facts.cameraMake ?? "") }
        compare("model", "model") { words($0) == words(facts.cameraModel ?? "") }
        compare("orientation", "orientation") { text in
            Int(text).map { (1...8).contains($0) ? facts.orientation == $0 : facts.orientation == nil } ?? false
        }
        compare("rating", "rating") { Int($0) == facts.rating?.stars }
        compare("latitude", "lat") { isNear(Double($0), facts.coordinate?.latitude) }
        compare("longitude", "lon") { isNear(Double($0), facts.coordinate?.longitude) }
        if let original = row["date_time_original"], !original.hasPrefix("0000") {
            compare("date", "date_time_original") { text in
                DateText.exif(text, source: .exif)?.local == facts.taken?.local
            }
            compare("offset", "offset") { DateText.offset($0) == facts.taken?.utcOffset }
        }
        return results
    }

    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    private static func isNear(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return false }
        return abs(left - right) < 1e-5
    }

    @Test(arguments: [
        ("nom-exif/testdata/canon-r6.cr3", "image/x-canon-cr3"),
        ("pigallery2/image_formats/test.dng", "image/x-adobe-dng"),
        ("nom-exif/testdata/sony-a7-xavc.MP4", "video/mp4"), ("mitra/input/qt.mov", "video/quicktime"),
        ("pillow_heif/heif_corrupted/corrupted.hif", "image/heic"), ("mitra/input/jp2.jp2", "image/jp2"),
    ])
    func `types that libmagic does not tell apart are refined`(name: String, mimeType: String) throws {
        let found = try facts(try FactsReader(), name)
        #expect(found.mimeType == mimeType)
        #expect(!found.isMIMESuspect)
    }

    @Test func `an empty file and a document are no media`() throws {
        let reader = try FactsReader()
        #expect(try facts(reader, "pillow_heif/heif_corrupted/empty.heic").mediaType == nil)
        #expect(try facts(reader, "mitra/input/pdf.pdf").mediaType == nil)
    }
}
