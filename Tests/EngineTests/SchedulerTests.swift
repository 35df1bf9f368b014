import Model
import Platform
import Store
import TestSupport
import Testing

@testable import Engine

struct SchedulerTests {
    private struct NoLocks: StorageLocking {
        func lock(
            _ storage: Int64, for kind: OperationKind, whenLost: @escaping @Sendable () -> Void
        ) throws -> (any StorageShare)? { nil }
    }

    private let folder: TemporaryFolder
    private let board: OperationBoard
    private let log = Condition<[String]>([])

    init() throws {
        folder = try TemporaryFolder()
        board = OperationBoard(
            store: try LibraryStore(path: folder.path + "/library.sqlite"),
            registry: OperationRegistry(storages: NoLocks()), time: ManualTime())
    }

    private func work(_ name: String, _ triggers: Set<ScheduledWork.Trigger>, fails: Bool = false) -> ScheduledWork {
        ScheduledWork(name, on: triggers) { [log] _ in
            log.change { $0.append(name) }
            if fails { throw Refusal(name, "it fails") }
        }
    }

    @Test func `works run in their order, and one that fails keeps no other from running`() {
        let scheduler = Scheduler(
            [work("first", [.started], fails: true), work("second", [.started]), work("last", [.closing])],
            board: board, time: ManualTime())
        scheduler.start()
        log.wait { $0.count == 2 ? () : nil }
        scheduler.note(.mountsChanged)
        scheduler.close()
        #expect(log.look { $0 } == ["first", "second", "last"])
    }

    @Test func `a library that was never served runs only what belongs to its closing`() {
        let scheduler = Scheduler(
            [work("clock", [.every(1), .started]), work("last", [.closing, .every(1)])], board: board,
            time: ManualTime())
        scheduler.note(.started)
        scheduler.close()
        #expect(log.look { $0 } == ["last"])
    }

    @Test func `what happens while a server runs is noticed`() {
        let scheduler = Scheduler([work("missed", [.fileMissed])], board: board, time: ManualTime())
        scheduler.start()
        scheduler.note(.fileMissed)
        log.wait { $0.count == 1 ? () : nil }
        scheduler.stop()
        #expect(log.look { $0 } == ["missed"])
    }
}
