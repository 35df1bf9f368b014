import Media
import Model
import Testing

@Suite struct MessageTests {
    private func fullFacts() -> Facts {
        let digests = Digests(md5: "m", headMD5: "h", sha256: "s", crc32: "c", size: 7)
        var facts = Facts(digests: digests, pictureHash: PictureHash(value: "p", scope: .data), mimeType: "image/jpeg")
        facts.isMIMESuspect = true
        facts.mediaType = .photo
        (facts.width, facts.height, facts.orientation, facts.iso) = (1, 2, 6, 100)
        facts.taken = CaptureDate(local: -5, milliseconds: 250, utcOffset: -3600, source: .exif)
        (facts.cameraMake, facts.cameraModel, facts.lensModel) = ("make", "model", "lens")
        (facts.focalLength, facts.fNumber, facts.durationSeconds) = (4.5, 2.8, 1.5)
        facts.exposureTime = "1/250"
        facts.coordinate = Coordinate(latitude: -1.5, longitude: 2.5, altitude: 3)
        facts.rating = .rejected
        (facts.label, facts.title, facts.caption, facts.problem) = ("Red", "title", "ünï", "problem")
        facts.people = ["a", "b"]
        facts.keywords = ["c"]
        return facts
    }

    @Test func `facts arrive as they were sent, full and empty`() throws {
        #expect(try Facts(body: fullFacts().body) == fullFacts())
        let digests = Digests(md5: "", headMD5: "", sha256: "", crc32: "", size: 0)
        let empty = Facts(digests: digests, pictureHash: PictureHash(value: "", scope: .file), mimeType: "")
        #expect(try Facts(body: empty.body) == empty)
    }

    @Test func `a message cut anywhere is refused`() {
        let body = fullFacts().body
        for count in 0..<body.count {
            #expect(throws: WorkerProblem.self) { _ = try Facts(body: Array(body.prefix(count))) }
        }
    }

    @Test func `a promise of more than there is allocates nothing`() {
        var reader = MessageReader([0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: WorkerProblem.self) { _ = try reader.texts() }
        var second = MessageReader([0xFF, 0xFF, 0xFF, 0x7F])
        #expect(throws: WorkerProblem.self) { _ = try second.data() }
    }

    @Test(arguments: [
        WorkerProblem.unreadable(code: 5, text: "io"), .damaged("d"), .refused("r"), .unsupported("u"),
    ])
    func `problems arrive as they were sent`(problem: WorkerProblem) throws {
        #expect(try WorkerProblem(body: problem.body) == problem)
    }
}
