import Media
import Model
import StorageAccess
import Store
import Testing

struct ItemRuleTests {
    @Test(arguments: [
        (nil, nil, nil, ReadBackRule.unchanged), ("3", "3", "5", .unchanged), ("5", "3", "5", .agreed),
        (nil, "3", nil, .agreed), ("4", "3", "3", .fileIsNewer), (nil, "3", "3", .fileIsNewer),
        ("4", nil, nil, .fileIsNewer), ("4", "3", "5", .bothChanged), (nil, "3", "5", .bothChanged),
        ("4", nil, "5", .bothChanged),
    ])
    func `whoever has changed what was read last has the newer intent`(
        file: String?, read: String?, library: String?, rule: ReadBackRule
    ) {
        #expect(ReadBackRule(file: file, read: read, library: library) == rule)
    }

    // MARK: - What a found file is

    private static func item(_ path: String, picture: String = "p", sha256: String = "s", known: String? = nil) throws
        -> FoundItem
    {
        let facts = Facts(
            digests: Digests(md5: "", headMD5: "", sha256: sha256, crc32: "00000000", size: 9),
            pictureHash: PictureHash(value: picture, scope: .data), mimeType: "image/jpeg")
        return FoundItem(
            path: try #require(RelativePath(path)), modifiedNanoseconds: 5, facts: facts, knownSHA256: known)
    }

    private static func row(_ sha256: String = "s", picture: String? = "p") -> KnownRow {
        KnownRow(
            id: "row", photoKey: 1, sha256: sha256, pictureHash: picture, state: .present, read: PhotoText())
    }

    private static func candidate(
        _ path: String, storage: Int64 = 1, sha256: String = "s", modified: Int64 = 5
    ) throws -> MoveCandidate {
        MoveCandidate(
            id: path, place: ItemPlace(storage: storage, path: try #require(RelativePath(path))), size: 9,
            modifiedNanoseconds: modified, sha256: sha256, state: .present)
    }

    private static func rule(
        isFixing: Bool = true, _ findings: [(MoveCandidate, SeenPlaces.Finding)]
    ) -> MoveRule {
        var places = SeenPlaces(isFixing: isFixing)
        for (candidate, finding) in findings { places.add(finding, at: candidate.place) }
        return MoveRule(storage: 1, places: places)
    }

    @Test func `a file at a place without a row is new, moved, or listed as moved`() throws {
        let (new, old) = (try Self.item("new/a.jpg"), try Self.candidate("old/a.jpg"))
        let unchanged = SeenPlaces.Finding.file(size: 9, modifiedNanoseconds: 5)
        let replaced = SeenPlaces.Finding.file(size: 9, modifiedNanoseconds: 6)
        let table: [(MoveRule, [MoveCandidate], MoveRule.Decision)] = [
            (Self.rule([]), [old], .add), (Self.rule([(old, .nothing)]), [], .add),
            (Self.rule([(old, unchanged)]), [old], .add), (Self.rule([(old, replaced)]), [old], .move(old)),
            (Self.rule([(old, .nothing)]), [old], .move(old)),
            (Self.rule(isFixing: false, [(old, .nothing)]), [old], .list(old)),
        ]
        for (rule, candidates, decision) in table {
            #expect(rule.decide(new, nil, among: candidates) == decision)
        }
    }

    @Test func `a file at the place of a row is its own, newer or older, or has changed places`() throws {
        let old = try Self.candidate("old/a.jpg")
        let far = try Self.candidate("old/a.jpg", storage: 2)
        let rule = Self.rule([(old, .nothing), (far, .nothing)])
        let table: [(FoundItem, KnownRow, [MoveCandidate], MoveRule.Decision)] = [
            (try Self.item("a.jpg"), Self.row(), [], .update),
            (try Self.item("a.jpg", sha256: "new"), Self.row(), [], .update),
            (try Self.item("a.jpg", sha256: "new", known: "s"), Self.row(), [], .update),
            (try Self.item("a.jpg", sha256: "new", known: "s"), Self.row("new"), [], .update),
            (try Self.item("a.jpg", sha256: "new", known: "s"), Self.row("rated"), [], .keep),
            (try Self.item("a.jpg", picture: "q"), Self.row(), [old], .exchange(old, isNothing: true)),
            (try Self.item("a.jpg", picture: "q"), Self.row(), [far], .update),
            (try Self.item("a.jpg"), Self.row(), [old], .update),
        ]
        for (item, row, candidates, decision) in table {
            #expect(rule.decide(item, row, among: candidates) == decision)
        }
    }

    @Test func `candidates are asked for only where they can decide something`() throws {
        let old = try Self.candidate("old/a.jpg")
        let (found, other) = (try Self.item("a.jpg"), try Self.item("a.jpg", picture: "q"))
        let looked = Self.rule([(old, .nothing)])
        #expect(looked.needsCandidates(found, nil))
        #expect(looked.needsCandidates(other, Self.row()))
        #expect(!looked.needsCandidates(found, Self.row()))
        #expect(!Self.rule([]).needsCandidates(found, nil))
        #expect(!Self.rule(isFixing: false, [(old, .nothing)]).needsCandidates(other, Self.row()))
    }

    @Test func `the best of several rows has the bytes, then the time, the storage, and the name`() throws {
        let item = try Self.item("new/a.jpg")
        let best = [
            try Self.candidate("xx/a.jpg"), try Self.candidate("x/b.jpg"), try Self.candidate("x/a.jpg", storage: 2),
            try Self.candidate("y/a.jpg", modified: 6), try Self.candidate("z/a.jpg", sha256: "other"),
        ]
        let rule = Self.rule(best.map { ($0, .nothing) })
        for count in 1...best.count {
            let rest = Array(best.suffix(count))
            #expect(rule.decide(item, nil, among: rest.reversed()) == .move(rest[0]))
        }
    }
}
