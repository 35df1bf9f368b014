import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Engine

/// Locks that are written down instead of taken.
private final class NotedLocks: StorageLocking {
    let notes = Lock<[String]>([])
    let busy: Int64?
    let whenLost = Lock<[@Sendable () -> Void]>([])

    init(busy: Int64? = nil) { self.busy = busy }

    private final class Share: StorageShare {
        let isLost: Bool
        let give: @Sendable () -> Void

        init(isLost: Bool, give: @escaping @Sendable () -> Void) {
            self.isLost = isLost
            self.give = give
        }

        func release() { give() }
    }

    func lock(
        _ storage: Int64, for kind: OperationKind, whenLost: @escaping @Sendable () -> Void
    ) throws -> (any StorageShare)? {
        if storage == busy { throw OperationError("storage \(storage)", "another process works on it") }
        notes.withLock { $0.append("take \(storage) for \(kind.rawValue)") }
        self.whenLost.withLock { $0.append(whenLost) }
        // Storage 9 is taken over by somebody.
        return Share(isLost: storage == 9) { [notes] in notes.withLock { $0.append("give \(storage)") } }
    }
}

private struct ClaimingWork: OperationWork {
    let claims: [Claim]
    let notes: NotedLocks

    func check() throws { notes.notes.withLock { $0.append("check") } }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        notes.notes.withLock { $0.append("process") }
        for tell in notes.whenLost.withLock({ $0 }) { tell() }
        return run.shouldStop ? .stopped : .finished
    }
}

struct GuardedWorkTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore
    private static let request = OperationRequest(kind: .import, title: "Import it", storage: 3)

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
    }

    private func work(_ claims: [Claim], _ locks: NotedLocks) throws -> any OperationWork {
        var registry = OperationRegistry(storages: locks)
        registry.register(.import) { _ in ClaimingWork(claims: claims, notes: locks) }
        return try registry.work(for: Self.request)
    }

    private func run() -> OperationRun {
        let record = OperationRecord(
            id: "1", kind: .import, title: "Import it", storage: nil, parameters: "{}", startedAt: "")
        return OperationRun(record, store: store, time: ManualTime()) {}
    }

    @Test func `the registry takes the locks of what is claimed in the order of the storages`() throws {
        let locks = NotedLocks()
        let work = try work([.storage(7, .exclusive), .library(.shared), .storage(3, .shared)], locks)
        _ = try work.process(run())
        #expect(
            locks.notes.withLock { $0 } == [
                "take 3 for import", "take 7 for import", "process", "give 3", "give 7",
            ])
    }

    @Test func `the check asks for the locks and gives them back`() throws {
        let locks = NotedLocks()
        try work([.storage(3, .shared)], locks).check()
        #expect(locks.notes.withLock { $0 } == ["check", "take 3 for import", "give 3"])
        #expect(throws: OperationError.self) { try work([.storage(3, .shared)], NotedLocks(busy: 3)).check() }
    }

    @Test func `work whose storage another process has waits`() throws {
        let locks = NotedLocks(busy: 7)
        let work = try work([.storage(3, .shared), .storage(7, .shared)], locks)
        guard case .held(let reason) = try work.process(run()) else { return #expect(Bool(false), "it did not wait") }
        #expect("\(reason)".contains("another process works on it"))
        #expect(locks.notes.withLock { $0 } == ["take 3 for import"])
    }

    @Test func `work whose lock was lost is stopped and has failed`() throws {
        let run = run()
        let work = try work([.storage(9, .shared)], NotedLocks())
        #expect(throws: LockError.lost(path: "Import it")) { try work.process(run) }
        #expect(run.shouldStop)
    }
}
