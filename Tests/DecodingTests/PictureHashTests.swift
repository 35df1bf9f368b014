import Glibc
import Model
import Platform
import TestSupport
import Testing

@testable import Decoding

@Suite struct PictureHashTests {
    /// Rows of the table that the rules of docs/metadata.md section 1 leave to the file: its "anything else".
    private static let outsideTheRules: Set<String> = [
        "libjxl/jxl/jpeg_reconstruction/1x1_exif_xmp.jxl", "mitra/input/jp2.jp2",
    ]

    private func read(_ path: String) throws -> (digests: Digests, picture: PictureHash) {
        let file = PipeEnd(owning: open(path, O_RDONLY))
        return try PictureHasher().read(file.descriptor)
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `the picture hashes of the corpus are those of an independent program`() throws {
        for row in try Corpus.table("EXPECTED_picture_hash.tsv") {
            let name = try #require(row["path"])
            let (_, picture) = try read(Corpus.path + "/" + name)
            if Self.outsideTheRules.contains(name) {
                #expect(picture.scope == .file, "\(name)")
            } else {
                #expect(picture.value == row["image_data_sha256"], "\(name)")
            }
        }
    }

    @Test(.enabled(if: Corpus.isPresent))
    func `the digests of the corpus are those of its manifest`() throws {
        for row in try Corpus.table("MANIFEST.tsv") {
            let name = try #require(row["path"])
            let (digests, _) = try read(Corpus.path + "/" + name)
            #expect(digests.sha256 == row["sha256"], "\(name)")
            #expect(String(digests.size) == row["bytes"], "\(name)")
        }
    }

    /// A JPEG whose data has every kind of marker a scan may hold, fill bytes among them.
    private static let tricky: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2]  // SOI, APP0
        + [0xFF, 0xDA, 0, 3, 9, 7, 7, 0xFF, 0x00, 7, 0xFF, 0xD0, 8]  // SOS, stuffing, restart
        + [0xFF, 0xFF, 0x00, 5]  // one fill byte
        + [0xFF, 0xFF, 0xFF, 0xFF, 0x00, 6]  // three fill bytes
        + [0xFF, 0xC4, 0, 3, 1]  // a table between scans: the run before it does not count
        + [0xFF, 0xDA, 0, 3, 2, 4, 4, 0xFF, 0xD9, 1, 2, 3]  // second scan, EOI, trailer

    private static let trickyPicture: [UInt8] =
        [0xFF, 0xDA, 0, 3, 9, 7, 7, 0xFF, 0x00, 7, 0xFF, 0xD0, 8] + [0xFF]
        + [0xFF, 0x00, 5] + [0xFF, 0xFF]
        + [0xFF, 0xDA, 0, 3, 2, 4, 4]

    @Test func `the data of a JPEG is found the same however its bytes arrive`() {
        let expected = Self.trickyPicture.withUnsafeBytes { RunningDigest.of($0, .sha256) }
        for size in 1...Self.tricky.count {
            #expect(Self.hash(Self.tricky, pieces: size) == expected, "pieces of \(size)")
        }
    }

    @Test func `a JPEG cut off keeps the runs that are decided`() {
        let cut = Array(Self.tricky.prefix(15))
        let expected = Array(Self.tricky[8..<15]).withUnsafeBytes { RunningDigest.of($0, .sha256) }
        #expect(Self.hash(cut + [0xFF, 0x00, 7], pieces: 4) == expected)
    }

    private static func hash(_ bytes: [UInt8], pieces: Int) -> String {
        let digest = RunningDigest(.sha256)
        var scan = JPEGScan(into: digest, spare: RunningDigest(.sha256))
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            Array(bytes[start..<min(start + pieces, bytes.count)]).withUnsafeBytes { scan.feed($0) }
        }
        scan.finish()
        return digest.finish()
    }
}
