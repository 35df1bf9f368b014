import Model
import Testing

@testable import Media

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

    @Test func `facts that no reader makes are refused`() throws {
        let hash = String(repeating: "0", count: 64)
        func facts(_ change: (inout Facts) -> Void) -> Facts {
            let digests = Digests(md5: "", headMD5: "", sha256: hash, crc32: "", size: 7)
            var facts = Facts(
                digests: digests, pictureHash: PictureHash(value: hash, scope: .file), mimeType: "image/jpeg")
            change(&facts)
            return facts
        }
        #expect(try facts { _ in }.checked() == facts { _ in })
        let broken: [(inout Facts) -> Void] = [
            { $0.digests.md5 = "../../victim" }, { $0.digests.sha256 = hash.uppercased() + "F" },
            { $0.digests.size = -1 }, { $0.pictureHash = PictureHash(value: "p", scope: .data) },
            { $0.taken = CaptureDate(local: .min, utcOffset: 5, source: .exif) },
            { $0.taken = CaptureDate(local: 0, utcOffset: 90_000, source: .exif) },
        ]
        for change in broken {
            #expect(throws: WorkerProblem.self) { _ = try facts(change).checked() }
        }
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
