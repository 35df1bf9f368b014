import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Engine

struct PlanTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore
    private let now = 1_700_000_000.0

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
    }

    private static func ground(
        _ files: Int64 = 3, detail: String = "a", needed: Int64 = 0, free: Int64 = 9_000_000
    ) -> Ground {
        var ground = Ground()
        ground.count("files in the source", files)
        ground.note(detail.utf8)
        (ground.needed, ground.free) = (needed, free)
        return ground
    }

    @Test(arguments: [
        (ground(), ground(), nil),
        (ground(free: 9_000_000), ground(free: 1_000_000), nil),
        (ground(3), ground(5), "now 5 instead of 3 files in the source"),
        (ground(3, detail: "a"), ground(5, detail: "b"), "now 5 instead of 3 files in the source"),
        (ground(), ground(detail: "b"), "they are other files, or files have changed"),
        (ground(needed: 4_000_000), ground(free: 2_000_000), "4 MB are needed, 2 MB are free"),
        (
            ground(3, needed: 4_000_000), ground(4, free: 2_000_000),
            "now 4 instead of 3 files in the source; 4 MB are needed, 2 MB are free"
        ),
        (ground(needed: 10_000_000), ground(free: 2_000_000), nil),
        (Ground(), ground(2), "now 2 instead of 0 files in the source"),
    ])
    func `what has changed is told in words`(before: Ground, now: Ground, words: String?) {
        #expect(before.difference(to: now) == words)
    }

    @Test func `details count in their order and survive the table`() throws {
        var (one, other) = (Ground(), Ground())
        for detail in ["a", "b"] { one.note(detail.utf8) }
        for detail in ["b", "a"] { other.note(detail.utf8) }
        #expect(one.difference(to: other) != nil)
        let back: Ground = try #require(OperationJSON.decode(OperationJSON.encode(one)))
        #expect(back == one)
    }

    private func plan(_ inputs: String = "from a", _ ground: Ground = ground()) -> Plan<String> {
        Plan(.import, title: "The import", inputs: inputs, ground: ground)
    }

    @Test func `what was shown is confirmed by its id`() throws {
        let id = UUIDText.random()
        try plan().keep(as: id, in: store, now: now)
        try plan().confirm(id, in: store)
    }

    @Test func `other inputs another kind and changed ground are refused`() throws {
        let id = UUIDText.random()
        try plan().keep(as: id, in: store, now: now)
        #expect(throws: OperationError.self) { try plan("from b").confirm(id, in: store) }
        #expect(throws: OperationError.self) {
            try Plan(.trash, title: "The import", inputs: "from a", ground: Self.ground()).confirm(id, in: store)
        }
        let error = #expect(throws: OperationError.self) { try plan("from a", Self.ground(4)).confirm(id, in: store) }
        #expect(error?.reason == "it is not what was shown any more: now 4 instead of 3 files in the source")
        #expect(error?.severity == .preflight)
    }

    @Test func `a plan that nobody confirms is forgotten`() throws {
        let (old, new) = (UUIDText.random(), UUIDText.random())
        try plan().keep(as: old, in: store, now: now)
        try plan().confirm(old, in: store)
        try plan().keep(as: new, in: store, now: now + 8 * 86400)
        #expect(throws: OperationError.self) { try plan().confirm(old, in: store) }
        try plan().confirm(new, in: store)
    }
}
