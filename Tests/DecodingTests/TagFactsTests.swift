import Media
import Model
import Testing

@testable import Decoding

@Suite struct TagFactsTests {
    private func facts(title: String) throws -> Facts { try facts("<dc:title><rdf:Alt>\(title)</rdf:Alt></dc:title>") }

    private func facts(_ elements: String) throws -> Facts {
        let packet = """
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
            xmlns:dc="http://purl.org/dc/elements/1.1/">\(elements)</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
            """
        return try Array(packet.utf8).withUnsafeBytes { bytes in
            var facts = Facts(
                digests: Digests(md5: "", headMD5: "", sha256: "", crc32: "", size: 0),
                pictureHash: PictureHash(value: "", scope: .file), mimeType: "application/rdf+xml")
            TagFacts(blocks: [try EmbeddedTags(bytes, isPacket: true)]).fill(&facts)
            return facts
        }
    }

    @Test func `a comma does not end a title`() throws {
        let text = "Evening, with rain, over Reine"
        #expect(try facts(title: "<rdf:li xml:lang=\"x-default\">\(text)</rdf:li>").title == text)
    }

    @Test func `a comma does not part a keyword`() throws {
        let subject = "<dc:subject><rdf:Bag><rdf:li>Reine, Lofoten</rdf:li><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>"
        #expect(try facts(subject).keywords == ["Reine, Lofoten", "sea"])
    }

    @Test func `of several languages the default is read`() throws {
        let title = """
            <rdf:li xml:lang="x-default">Evening, late</rdf:li><rdf:li xml:lang="de-DE">Abend, spät</rdf:li>
            """
        #expect(try facts(title: title).title == "Evening, late")
    }
}
