import Media
import Model
import Testing

@testable import Intake

struct SuggestedMetadataTests {
    private func facts(_ date: TakenSource?) -> Facts {
        let digests = Digests(md5: "", headMD5: "", sha256: "", crc32: "", size: 1)
        var facts = Facts(digests: digests, pictureHash: PictureHash(value: "", scope: .data), mimeType: "image/jpeg")
        facts.taken = date.map { CaptureDate(local: 1, utcOffset: nil, source: $0) }
        return facts
    }

    @Test(arguments: TakenSource.allCases)
    func `a date of the source takes the place of a lesser one`(present: TakenSource) {
        var said = SuggestedMetadata()
        said.taken = CaptureDate(local: 2, utcOffset: 0, source: .sidecar)
        let isLesser = [.folder, .mtime].contains(present)
        #expect(said.completing(facts(present)).taken?.local == (isLesser ? 2 : 1))
        #expect(said.completing(facts(nil)).taken?.local == 2)
    }

    @Test func `what the file says stays`() {
        var said = SuggestedMetadata()
        (said.rating, said.title, said.description, said.people) = (.favorite, "said", "said", ["Anna"])
        var facts = facts(nil)
        #expect(said.completing(facts).title == "said" && said.completing(facts).caption == "said")
        #expect(said.completing(facts).people == ["Anna"] && said.completing(facts).rating == .favorite)
        (facts.rating, facts.title, facts.caption, facts.people) = (Rating(1), "own", "own", ["Berta"])
        #expect(said.completing(facts) == facts)
    }
}
