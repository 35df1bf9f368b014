import Media
import Model
import Testing

@testable import Intake

struct PathTemplateTests {
    private static let facts: Facts = {
        var facts = Facts(
            digests: Digests(md5: "", headMD5: "", sha256: "", crc32: "", size: 1),
            pictureHash: PictureHash(value: "0123456789abcdef", scope: .data), mimeType: "image/jpeg")
        facts.taken = CaptureDate(local: 1_717_245_005, utcOffset: nil, source: .exif)
        facts.cameraMake = "NIKON CORPORATION"
        facts.cameraModel = "NIKON D80"
        return facts
    }()

    private func place(
        _ template: String, name: String = "DSC_1.JPG", _ change: (inout TemplateValues) -> Void = { _ in }
    ) throws -> String {
        var values = TemplateValues(
            name: Array(name.utf8), facts: Self.facts, session: "Holidays", sequence: 7, album: "100CANON")
        change(&values)
        let place = try PathTemplate(template).place(values)
        return (place.folder.map { $0.display + "/" } ?? "") + String(decoding: place.stem, as: UTF8.self)
    }

    @Test(arguments: [
        ("{original}", "DSC_1"), ("{original}.{ext}", "DSC_1"), ("{year}/{month}/{original}", "2024/06/DSC_1"),
        ("{year}/{year}-{month}-{day}/img_{hash8}.{ext}", "2024/2024-06-01/img_01234567"),
        ("{hour}{minute}/{sequence}", "1230/0007"), ("{camera}/{original}", "NIKON D80/DSC_1"),
        ("{make}/{session}/{album}/{original}", "NIKON CORPORATION/Holidays/100CANON/DSC_1"),
    ])
    func `tokens stand for what the file tells`(template: String, path: String) throws {
        #expect(try place(template) == path)
    }

    @Test func `an undated photo goes where its year would be and leaves the other folders out`() throws {
        #expect(try place("{year}/{month}/{day}/{original}") { $0.taken = nil } == "Undated/DSC_1")
    }

    @Test func `what metadata says never leads out of the folder`() throws {
        #expect(try place("{camera}/{original}") { $0.cameraModel = "../../etc" } == ".._.._etc/DSC_1".replacingDots)
        #expect(try place("{camera}/{original}") { $0.cameraModel = ".." } == "Unknown camera/DSC_1")
        #expect(try place("{camera}/{original}") { $0.cameraModel = "a\u{0}b\nc:d" } == "a_b_c_d/DSC_1")
        #expect(try place("{camera}/{original}") { $0.cameraModel = nil } == "NIKON CORPORATION/DSC_1")
        #expect(try place("{album}/{original}") { $0.album = "" } == "No album/DSC_1")
    }

    @Test func `folders that the walk would pass over get another name`() throws {
        #expect(try place(".{year}/{original}") == "_.2024/DSC_1")
        #expect(try place("imalink-{year}/{original}") == "_imalink-2024/DSC_1")
        #expect(try place("@eaDir/{original}") == "_@eaDir/DSC_1")
    }

    @Test(arguments: [
        ("", "it is empty"), ("/{original}", "it begins with “/”"), ("a//{original}", "one of its folders has no name"),
        ("../{original}", "“..” is no name"), ("{year", "a “{” is not closed"), ("year}", "a “}” closes nothing"),
        ("{nonsense}", "there is no {nonsense}"), ("{year}/", "one of its folders has no name"),
        (".{ext}", "its file name is an extension alone"), ("a\u{7}{original}", "it contains a control character"),
    ])
    func `a template that can name no file is refused`(template: String, reason: String) {
        #expect(throws: Refusal.self) { try PathTemplate(template) }
        do { _ = try PathTemplate(template) } catch { #expect((error as? Refusal)?.reason == reason) }
    }

    @Test(arguments: [
        ("keep", "photos/DCIM/100CANON/DSC_1"), ("date", "photos/2024/06/DSC_1"), ("session", "photos/Import-3/DSC_1"),
        ("flat", "photos/DSC_1"), ("{year}/x_{original}", "photos/2024/x_DSC_1"),
    ])
    func `every organisation stays below the folder for imported files`(text: String, path: String) throws {
        let source = try #require(RelativePath("DCIM/100CANON/DSC_1.JPG"))
        let values = TemplateValues(
            name: source.name, facts: Self.facts, session: "Holidays", sequence: 1, album: "100CANON")
        let place = try Organisation(text).place(source, values, session: 3)
        #expect("\(place.folder?.display ?? "")/\(String(decoding: place.stem, as: UTF8.self))" == path)
    }

    @Test func `a word that is no organisation is refused`() {
        #expect(throws: Refusal.self) { try Organisation("dates") }
    }

    @Test func `names are cut between characters and keep their extension`() {
        let name = Array((String(repeating: "é", count: 140) + ".jpg").utf8)
        let short = SafeName.shortened(name, limit: 100)
        #expect(short.count <= 100 && String(validating: short, as: UTF8.self)?.hasSuffix("é.jpg") == true)
        #expect(SafeName.portable(Array("a:b?. ".utf8)) == Array("a_b_".utf8))
    }
}

extension String {
    /// Dots stay within one component, where they mean nothing.
    fileprivate var replacingDots: String { "_" + self }
}
