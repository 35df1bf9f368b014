import Foundation
import Media
import Model
import Testing

@Suite struct FactsReportTests {
    private func json(_ report: FactsReport) throws -> [String: Any] {
        let data = try JSONEncoder().encode(report)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test func `what is unknown is absent and the keys are those of the interface`() throws {
        let digests = Digests(md5: "m", headMD5: "h", sha256: "s", crc32: "c", size: 7)
        var facts = Facts(digests: digests, pictureHash: PictureHash(value: "p", scope: .data), mimeType: "image/jpeg")
        let bare = try json(FactsReport(path: Array("a.jpg".utf8), result: .success(facts)))
        #expect(
            Set(bare.keys) == [
                "path", "size", "md5", "head_md5", "fast_photo_key", "sha256", "crc32", "picture_hash",
                "picture_hash_scope", "mime_type", "mime_suspect",
            ])
        #expect(bare["fast_photo_key"] as? String == "h:7")
        facts.taken = CaptureDate(local: 0, milliseconds: 250, utcOffset: 7200, source: .exif)
        facts.caption = "words"
        facts.rating = .rejected
        let full = try json(FactsReport(path: Array("a.jpg".utf8), result: .success(facts)))
        #expect(full["taken_at"] as? String == "1970-01-01T00:00:00.250+02:00")
        #expect(full["taken_source"] as? String == "exif")
        #expect(full["description"] as? String == "words")
        #expect(full["rating"] as? Int == -1)
    }

    @Test func `a path that is no text is given in base 64 as well`() throws {
        let report = FactsReport(path: [0x61, 0xFF], result: .failure(FileProblem("a", "gone")))
        let found = try json(report)
        #expect(found["path_base64"] as? String == "Yf8=")
        #expect(found["error"] as? String == "gone")
        #expect(found["size"] == nil)
    }
}
