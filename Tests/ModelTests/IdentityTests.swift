import Model
import Testing

struct IdentityTests {
    @Test(arguments: [(0, "000"), (999, "999"), (1000, "A00"), (1035, "A0Z"), (34_695, "ZZZ")])
    func `suffixes of one second go on in base 36`(ordinal: Int, suffix: String) {
        #expect(MediaID(second: "20240601_123005", ordinal: ordinal)?.text == "20240601_123005_\(suffix)")
    }

    @Test func `a second is exhausted after its last suffix`() {
        #expect(MediaID(second: "20240601_123005", ordinal: MediaID.capacityOfSecond) == nil)
    }

    @Test func `suffixes ascend with their ordinal`() {
        let ids = (0..<MediaID.capacityOfSecond).compactMap { MediaID(second: "20240601_123005", ordinal: $0) }
        #expect(ids.count == MediaID.capacityOfSecond)
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test(arguments: ["", "20240601-123005_000", "20240601_123005_00", "20240601_123005_a00", "2024060a_123005_000"])
    func `a text of another shape is no identifier`(text: String) { #expect(MediaID(text) == nil) }

    @Test(arguments: ["", "/etc/passwd", "a/../b", "..", ".", "a//b", "a/", "a\0b", "./a"])
    func `a path that could leave its root is refused`(text: String) { #expect(RelativePath(text) == nil) }

    @Test func `names in two normal forms are two paths`() throws {
        let composed = try #require(RelativePath("Z\u{fc}rich.jpg"))
        let decomposed = try #require(RelativePath("Zu\u{308}rich.jpg"))
        #expect(composed != decomposed)
        #expect(composed.display == decomposed.display)
    }

    @Test func `bytes that are no UTF-8 survive`() throws {
        let path = try #require(RelativePath(bytes: [0x61, 0xff, 0x2e, 0x4a, 0x50, 0x47]))
        #expect(!path.isValidUTF8)
        #expect(path.fileExtension == "jpg")
        #expect(path.bytes == [0x61, 0xff, 0x2e, 0x4a, 0x50, 0x47])
    }

    @Test func `name parent and extension come from the last component`() throws {
        let path = try #require(RelativePath("2024/06/IMG_1.tar.JPG"))
        #expect(path.displayName == "IMG_1.tar.JPG")
        #expect(path.parent?.display == "2024/06")
        #expect(path.fileExtension == "jpg")
        #expect(RelativePath(".hidden")?.fileExtension == "")
    }
}
