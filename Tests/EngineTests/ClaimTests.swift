import Model
import Testing

@testable import Engine

struct ClaimTests {
    /// What excludes what, whichever of the two came first.
    @Test(
        arguments: [
            ([.storage(1, .shared)], [.storage(1, .shared)], false),
            ([.storage(1, .shared)], [.storage(1, .exclusive)], true),
            ([.storage(1, .exclusive)], [.storage(1, .exclusive)], true),
            ([.storage(1, .exclusive)], [.storage(2, .exclusive)], false),
            ([.storage(1, .shared), .storage(2, .exclusive)], [.storage(2, .shared)], true),
            ([.storage(1, .shared), .storage(2, .exclusive)], [.storage(1, .shared), .storage(3, .exclusive)], false),
            ([.library(.shared)], [.library(.shared)], false),
            ([.library(.shared)], [.library(.exclusive)], true),
            ([.library(.exclusive)], [.library(.exclusive)], true),
            ([.library(.shared)], [.storage(1, .shared)], false),
            ([.library(.shared)], [.storage(1, .exclusive)], false),
            ([.library(.exclusive)], [.storage(1, .shared)], true),
            ([.library(.exclusive)], [.storage(1, .exclusive)], true),
            ([], [.library(.exclusive)], false),
            ([], [.storage(1, .exclusive)], false),
        ] as [([Claim], [Claim], Bool)])
    func `claims that overlap exclude each other unless both share`(one: [Claim], other: [Claim], isExcluded: Bool) {
        let (first, second) = (Claims(.verify, one), Claims(.index, other))
        #expect(first.exclude(second) == isExcluded)
        #expect(second.exclude(first) == isExcluded)
    }

    @Test(
        arguments: [
            ([.storage(1, .shared)], [.storage(1, .shared)], true),
            ([.storage(1, .shared)], [.storage(2, .shared)], false),
            ([.library(.shared)], [.library(.shared)], false),
            ([], [], false),
        ] as [([Claim], [Claim], Bool)])
    func `two of one kind exclude each other on the storage that they share`(
        one: [Claim], other: [Claim], isExcluded: Bool
    ) {
        #expect(Claims(.index, one).exclude(Claims(.index, other)) == isExcluded)
        #expect(Claims(.bulkMetadata, one).exclude(Claims(.bulkMetadata, other)) == isExcluded)
    }

    @Test func `what claims a thing for itself shares nothing`() {
        #expect(Claims(.index, [.storage(1, .shared), .library(.shared)]).isShared)
        #expect(!Claims(.trash, [.storage(1, .shared), .storage(2, .exclusive)]).isShared)
    }
}
