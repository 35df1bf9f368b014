import Foundation
import Platform
import TestSupport
import Testing

/// `facts` of the real program.
struct FactsVerbTests {
    static let identity =
        "path size md5 head_md5 fast_photo_key sha256 crc32 picture_hash picture_hash_scope mime_type mime_suspect "
        + "media_type width height"

    @Test func `facts prints one object a file, in order, and stores nothing`() throws {
        let home = try Household()
        let photos = try home.photos(40)
        let paths = (0..<40).map { "\(photos)/\($0 % 7)/photo-\($0).jpg" }
        let end = try home.run(["facts"] + paths)
        #expect(end.code == 0, "\(end.error)")
        let facts = try end.objects()
        #expect(facts.map { $0["path"].text } == paths)
        for fact in facts { expectNames(Self.identity, in: fact) }
        #expect(Set(facts.compactMap { $0["picture_hash"].text }).count == 40)
        #expect(facts.allSatisfy { $0["picture_hash_scope"].text == "data" && $0["width"].int == 24 })
        #expect(!FileManager.default.fileExists(atPath: home.library))
    }

    @Test func `names come from standard input too, byte for byte`() throws {
        let home = try Household()
        let photos = try home.photos(1)
        let strange: [UInt8] = Array("\(photos)/new\nline ".utf8) + [0xFF] + Array("'\".jpg".utf8)
        try home.folder.write("photos/plain.jpg", TinyPhoto.jpeg(number: 9))
        try HostileNames.rename(photos + "/plain.jpg", to: strange)
        let end = try home.run(
            "facts", "--stdin0", input: strange + [0] + Array("\(photos)/0/photo-0.jpg".utf8) + [0])
        #expect(end.code == 0, "\(end)")
        let facts = try end.objects()
        #expect(facts.count == 2)
        #expect(facts.first?["path_base64"].text == Data(strange).base64EncodedString())
        #expect(facts.first?["width"].int == 24)
    }

    @Test func `a file that cannot be read has its reason, and the others their facts`() throws {
        let home = try Household()
        let photos = try home.photos(1)
        let good = photos + "/0/photo-0.jpg"
        let empty = try home.folder.write("photos/empty.jpg", [])
        let end = try home.run("facts", photos + "/missing.jpg", good, photos, empty)
        #expect(end.code == 3, "\(end)")
        let facts = try end.objects()
        #expect(facts.count == 4)
        #expect(facts.map { $0["error"].isNull } == [false, true, false, true] || !facts[3]["error"].isNull)
        #expect(facts[0]["error"].text?.contains("does not exist") ?? false)
        #expect(facts[1]["width"].int == 24)
        #expect(try home.run("facts", photos + "/missing.jpg").code == 1)
    }

    @Test func `a name that is no UTF-8 is understood on the command line`() throws {
        let home = try Household()
        let photos = try home.photos(1)
        let strange = Array("\(photos)/".utf8) + [0xE9] + Array(".jpg".utf8)
        try HostileNames.rename(photos + "/0/photo-0.jpg", to: strange)
        var command = try home.command(["facts"])
        command.arguments.append(strange)
        let end = try Household.end(of: command)
        #expect(end.code == 0, "\(end)")
        #expect(try end.object()["width"].int == 24)
    }
}
