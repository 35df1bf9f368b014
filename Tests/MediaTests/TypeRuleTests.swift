import Media
import Model
import Testing

@Suite struct TypeRuleTests {
    @Test(arguments: [
        ("image/jpeg", "png", "image/jpeg", TypeRule.content, MediaType?.some(.photo)),
        ("image/tiff", "nef", "image/x-nikon-nef", .refined, .photo),
        ("image/tiff", "tif", "image/tiff", .content, .photo),
        ("application/octet-stream", "mp4", "video/mp4", .fileExtension, .video),
        ("text/plain", "jpg", "image/jpeg", .fileExtension, .photo),
        ("application/octet-stream", "xyz", "application/octet-stream", .unknown, nil),
        ("application/pdf", "jpg", "application/pdf", .content, nil),
        ("image/svg+xml", "svg", "image/svg+xml", .content, nil),
        ("image/x-unheard-of", "", "image/x-unheard-of", .content, .photo),
    ])
    func `content goes before extension`(
        content: String, fileExtension: String, mimeType: String, rule: TypeRule, mediaType: MediaType?
    ) {
        let decision = TypeRule.decide(content: content, fileExtension: fileExtension)
        #expect(decision.mimeType == mimeType)
        #expect(decision.rule == rule)
        #expect(decision.mediaType == mediaType)
        #expect(decision.isSuspect == (rule == .fileExtension || rule == .unknown))
    }

    @Test func `signatures fill the gaps of libmagic`() {
        func head(_ text: String) -> [UInt8] { Array(text.utf8) + [UInt8](repeating: 0, count: 16) }
        #expect(TypeRule.signature(head("\0\0\0\u{18}ftypcrx ")) == "image/x-canon-cr3")
        #expect(TypeRule.signature(head("\0\0\0\u{18}moov")) == "video/quicktime")
        #expect(TypeRule.signature(head("II\u{1A}\0\0\0HEAPCCDR")) == "image/x-canon-crw")
        #expect(TypeRule.signature(head("hello")) == nil)
        #expect(TypeRule.signature([1, 2, 3]) == nil)
    }

    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE1], "image/jpeg"), ([0xFF, 0xD8, 0xFF, 0xF7], nil), ([0xFF, 0xD8, 0xFF, 0xFF], nil),
            ([0xFF, 0xD8, 0x00, 0xE0], nil),
            ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52], "image/png"),
            ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 4, 0x43, 0x67, 0x42, 0x49], nil),
        ] as [([UInt8], String?)])
    func `only signatures without doubt spare the search of libmagic`(head: [UInt8], mimeType: String?) {
        #expect(TypeRule.plainSignature(head + [UInt8](repeating: 0, count: 16)) == mimeType)
        #expect(TypeRule.plainSignature(head.dropLast(13)) == nil)
    }

    @Test func `each extension and MIME type stands in one row`() {
        let extensions = Formats.all.flatMap(\.extensions)
        #expect(Set(extensions).count == extensions.count)
        let mimeTypes = Formats.all.flatMap(\.mimeTypes)
        #expect(Set(mimeTypes).count == mimeTypes.count)
    }

    @Test(arguments: [
        ("._photo.jpg", IgnoredNames?.some(.hidden)), (".Trash-1000", .hidden), ("@eaDir", .foreignThumbnails),
        ("Thumbs.db", .foreignThumbnails), ("$RECYCLE.BIN", .systemFolder), ("#recycle", .systemFolder),
        ("lost+found", .systemFolder), (".photostead", .ours), ("imalink-master.json", .ours), ("photo.jpg", nil),
    ])
    func `names that are never indexed have a reason`(name: String, reason: IgnoredNames?) {
        #expect(IgnoredNames.reason(component: Array(name.utf8)) == reason)
    }

    @Test func `a sidecar carries the whole name, else the name without extension`() throws {
        let photo = try #require(RelativePath("a.b/photo.JPG"))
        #expect(SidecarNames.candidates(of: photo).map(\.display) == ["a.b/photo.JPG.xmp", "a.b/photo.xmp"])
        let bare = try #require(RelativePath("a.b/photo"))
        #expect(SidecarNames.candidates(of: bare).map(\.display) == ["a.b/photo.xmp"])
    }
}
