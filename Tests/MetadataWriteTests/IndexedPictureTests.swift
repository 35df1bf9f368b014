import Media
import MetadataWrite
import Model
import Testing

/// Whether a file is still the picture that was indexed.
struct IndexedPictureTests {
    private static func facts(_ hash: String, _ scope: PictureHash.Scope, sha256: String) -> Facts {
        let digests = Digests(md5: "", headMD5: "", sha256: sha256, crc32: "", size: 1)
        return Facts(
            digests: digests, pictureHash: PictureHash(value: hash, scope: scope), mimeType: "image/jpeg")
    }

    @Test func `other metadata around the same picture data are the same picture`() {
        let indexed = IndexedPicture(PictureHash(value: "p", scope: .data), sha256: "old")
        #expect(indexed.isShown(by: Self.facts("p", .data, sha256: "new")))
        #expect(!indexed.isShown(by: Self.facts("q", .data, sha256: "new")))
    }

    @Test func `where the picture cannot be told from the rest only the same bytes are the same picture`() {
        let indexed = IndexedPicture(PictureHash(value: "old", scope: .file), sha256: "old")
        #expect(indexed.isShown(by: Self.facts("old", .file, sha256: "old")))
        #expect(!indexed.isShown(by: Self.facts("new", .file, sha256: "new")))
        #expect(indexed.isShown(by: Self.facts("p", .data, sha256: "old")))
        #expect(!indexed.isShown(by: Self.facts("old", .data, sha256: "new")))
    }
}
