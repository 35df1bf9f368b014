import FaultSupport
import Foundation
import MetadataWrite
import Model
import Platform
import TestSupport
import Testing

struct SidecarTests {
    private let room: WritingRoom

    init() throws { room = try WritingRoom() }

    @Test(arguments: [
        ("a/photo.jpg", "a/photo.jpg.xmp", "a/photo.xmp"), (".hidden", ".hidden.xmp", ".hidden.xmp"),
        ("a.b/none", "a.b/none.xmp", "a.b/none.xmp"), ("two.dots.nef", "two.dots.nef.xmp", "two.dots.xmp"),
    ])
    func `sidecars are named after their photo in two ways`(photo: String, added: String, replaced: String) throws {
        let path = try #require(RelativePath(photo))
        #expect(SidecarForm.added.path(of: path)?.display == added)
        #expect(SidecarForm.replaced.path(of: path)?.display == replaced)
    }

    @Test func `without exiftool a rating goes to a new sidecar`() throws {
        let before = room.bytes()
        chmod(room.path(), 0o640)
        let outcome = try room.writer(withTool: false).write(room.request(MetadataChanges(rating: .favorite)))
        #expect(outcome.places == [.sidecar(try #require(RelativePath("photo.jpg.xmp")))])
        #expect(outcome.note == "exiftool is not installed")
        #expect(room.bytes() == before)
        #expect(room.text("photo.jpg.xmp").contains("<xmp:Rating>5</xmp:Rating>"))
        #expect(try room.root.status(of: relative("photo.jpg.xmp"))?.mode == 0o640)
        #expect(room.names == ["photo.jpg", "photo.jpg.xmp"])
    }

    @Test(.enabled(if: WritingRoom.exifToolPath != nil))
    func `exiftool reads a sidecar of ours`() throws {
        let changes = MetadataChanges(rating: Rating(2), label: "Blue", title: "a < b & c", description: "ü\nz")
        _ = try room.writer(withTool: false).write(room.request(changes))
        #expect(try room.exifToolReads("XMP-xmp:Rating", "photo.jpg.xmp") == "2")
        #expect(try room.exifToolReads("XMP-xmp:Label", "photo.jpg.xmp") == "Blue")
        #expect(try room.exifToolReads("XMP-dc:Title", "photo.jpg.xmp") == "a < b & c")
        #expect(try room.exifToolReads("XMP-dc:Description", "photo.jpg.xmp") == "ü\nz")
    }

    @Test func `a sidecar of ours is changed without exiftool, and the rating leaves it`() throws {
        let writer = room.writer(withTool: false)
        _ = try writer.write(room.request(MetadataChanges(rating: .favorite, title: "T")))
        _ = try writer.write(room.request(MetadataChanges(rating: Rating.none)))
        let text = room.text("photo.jpg.xmp")
        #expect(!text.contains("Rating"))
        #expect(text.contains("T</rdf:li>"))
    }

    @Test func `a photo that was never rated gets no sidecar by taking a rating away`() throws {
        let request = try room.request(MetadataChanges(rating: Rating.none), policy: .sidecar)
        #expect(try room.writer().write(request).places.isEmpty)
        #expect(room.names == ["photo.jpg"])
    }

    @Test func `a write-protected photo is rated in a sidecar`() throws {
        chmod(room.path(), 0o444)
        let before = room.bytes()
        let outcome = try room.rate(4)
        #expect(outcome.places == [.sidecar(try #require(RelativePath("photo.jpg.xmp")))])
        #expect(room.bytes() == before)
    }

    @Test(.enabled(if: WritingRoom.exifToolPath != nil))
    func `a sidecar of another program keeps what it says besides`() throws {
        try room.home.write("storage/photo.xmp", Self.foreign)
        #expect(try room.rate(4, policy: .sidecar).places == [.sidecar(try #require(RelativePath("photo.xmp")))])
        #expect(try room.exifToolReads("XMP-xmp:Rating", "photo.xmp") == "4")
        #expect(try room.exifToolReads("XMP-darktable:History_end", "photo.xmp") == "7")
    }

    @Test func `a sidecar of another program is not touched without exiftool`() throws {
        try room.home.write("storage/photo.xmp", Self.foreign)
        let request = try room.request(MetadataChanges(rating: Rating(4)))
        #expect(throws: MetadataWriteError.toolMissing(room.path("photo.xmp"))) {
            _ = try room.writer(withTool: false).write(request)
        }
        #expect(room.text("photo.xmp") == Self.foreign)
    }

    @Test(.enabled(if: WritingRoom.exifToolPath != nil))
    func `a rating in a sidecar does not contradict the one in the file`() throws {
        try room.home.write("storage/photo.xmp", Self.foreign)
        let outcome = try room.rate(5)
        #expect(outcome.places == [.file, .sidecar(try #require(RelativePath("photo.xmp")))])
        #expect(try room.exifToolReads("XMP-xmp:Rating", "photo.xmp") == "5")
        #expect(try room.exifToolReads("XMP-xmp:Rating") == "5")
    }

    @Test(.enabled(if: WritingRoom.exifToolPath != nil))
    func `a rating taken away in a sidecar covers the one in the file`() throws {
        try room.rate(3)
        let before = room.bytes()
        try room.rate(0, policy: .sidecar)
        #expect(room.bytes() == before)
        #expect(room.text("photo.jpg.xmp").contains("<xmp:Rating>0</xmp:Rating>"))
    }

    private static let foreign = """
        <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
        xmlns:darktable="http://darktable.sf.net/">
        <xmp:Rating>2</xmp:Rating><darktable:history_end>7</darktable:history_end>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """
}
