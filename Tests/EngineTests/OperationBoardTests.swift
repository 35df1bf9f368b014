import Model
import Platform
import SQLite
import TestSupport
import Testing

@testable import Engine
@testable import Store

/// Work that inserts one numbered row a step and does what its script says at some of them.
private struct ScriptedWork: OperationWork {
    let steps: Int
    var claims: [Claim] = []
    var failsFrom: Int?
    var checkProblem: OperationError?
    /// Called before each step with its number.
    var before: @Sendable (Int) -> Void = { _ in }
    var breaksAt: Int?
    /// Written with the end of the operation.
    var last: @Sendable (Writing) throws -> Void = { _ in }

    func check() throws { if let checkProblem { throw checkProblem } }

    func process(_ run: OperationRun) throws -> OperationOutcome {
        run.setTotal(steps)
        for number in (run.progress.cursor.flatMap { Int($0) } ?? 0)..<steps {
            before(number)
            if run.shouldStop { return .stopped }
            if number == breaksAt { throw OperationError(nil, "the script says so", severity: .unrecoverable) }
            var step = OperationRun.Step()
            let isFailing = failsFrom.map { number >= $0 } ?? false
            step.tally.count(isFailing ? .failed : .imported)
            step.faults = isFailing ? 1 : 0
            step.cursor = String(number + 1)
            try run.commit(step) { try Settings.set("row \(number)", to: "\(number)", $0) }
        }
        return .finished(last)
    }
}

private struct NoLocks: StorageLocking {
    func lock(
        _ storage: Int64, for kind: OperationKind, whenLost: @escaping @Sendable () -> Void
    ) throws -> (any StorageShare)? { nil }
}

struct OperationBoardTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore
    private let time = ManualTime()

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
    }

    private func board(
        patience: Double = 0, _ work: @escaping @Sendable (OperationRequest) -> ScriptedWork
    ) -> OperationBoard {
        var registry = OperationRegistry(storages: NoLocks())
        for kind in OperationKind.allCases {
            registry.register(kind) { request in
                var made = work(request)
                made.claims = request.storage.map { [.storage($0, kind == .import ? .exclusive : .shared)] } ?? []
                return made
            }
        }
        return OperationBoard(store: store, registry: registry, time: time, patience: patience)
    }

    private func addStorage() throws -> Int64 {
        try store.write { connection in
            try StorageRecord(
                uuid: UUIDText.random(), name: "A", root: [47], state: .online, createdAt: "", hasSignature: false
            ).insert(connection)
        }
    }

    private func request(_ kind: OperationKind = .index, storage: Int64? = nil) -> OperationRequest {
        OperationRequest(kind: kind, title: "Index it", storage: storage)
    }

    private func rows() throws -> Int {
        try store.read { try $0.integer("SELECT count(*) FROM settings WHERE key LIKE 'row %'") }
    }

    @Test func `an operation runs to its end and its row tells it`() throws {
        let board = board { _ in ScriptedWork(steps: 25) }
        let id = try board.start(request())
        let end = try #require(try board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.progress.processed == 25)
        #expect(end.progress.fates == ["imported": 25])
        #expect(try rows() == 25)
    }

    @Test func `the last rows stand exactly when the operation has ended`() throws {
        let status = Lock<String?>(nil)
        let board = board { _ in
            ScriptedWork(
                steps: 1,
                last: { connection in
                    let before = try connection.row("SELECT status FROM operation_state") { $0.text(0) }
                    status.withLock { $0 = before }
                    try Settings.set("row last", to: "", connection)
                })
        }
        #expect(try board.waitForEnd(of: board.start(request()))?.status == .complete)
        #expect(status.withLock { $0 } == "in_progress")
        #expect(try rows() == 2)
    }

    @Test func `an operation whose last rows cannot be written has failed, and nothing of them stands`() throws {
        let board = board { _ in
            ScriptedWork(
                steps: 1,
                last: { connection in
                    try Settings.set("row last", to: "", connection)
                    throw OperationError(nil, "the last rows are refused")
                })
        }
        let end = try #require(try board.waitForEnd(of: board.start(request())))
        #expect(end.status == .failed)
        #expect(end.errorMessage == "the last rows are refused")
        #expect(try rows() == 1)
    }

    @Test func `who sees that an operation has failed sees why`() throws {
        let board = board { _ in ScriptedWork(steps: 5, breaksAt: 2) }
        let seen = Condition<[String?]>([])
        let end = board.observe { id in
            guard let document = try? board.find(id), document.status == .failed else { return }
            seen.change { $0.append(document.errorMessage) }
        }
        defer { end() }
        _ = try board.waitForEnd(of: board.start(request()))
        let messages = seen.wait { $0.isEmpty ? nil : $0 }
        #expect(messages.allSatisfy { $0 == "the script says so" }, "\(messages)")
    }

    @Test func `an end that cannot be written down is known all the same`() throws {
        let store = store
        let board = board { _ in ScriptedWork(steps: 5, before: { if $0 == 3 { store.close() } }) }
        let end = try #require(try board.waitForEnd(of: board.start(request())))
        #expect(end.status == .failed)
        #expect(end.errorMessage?.contains("not open for writing") ?? false)
        #expect(end.progress.processed == 3)
        #expect(try board.latest(1).first?.status == .failed)
    }

    @Test func `the row of a resumed operation says that it is in progress`() throws {
        let (isSecond, rows) = (Lock(false), Lock<[String]>([]))
        let store = store
        let board = board { _ in
            ScriptedWork(
                steps: 4,
                before: { number in
                    let status = try? store.read {
                        try $0.row("SELECT status FROM operation_state", []) { $0.text(0) }
                    }
                    rows.withLock { $0.append("\(number) \(status ?? "none")") }
                }, breaksAt: isSecond.withLock { $0 } ? nil : 2)
        }
        let id = try board.start(request())
        _ = try board.waitForEnd(of: id)
        isSecond.withLock { $0 = true }
        try board.resume(id)
        _ = try board.waitForEnd(of: id)
        let expected = ["0", "1", "2", "2", "3"].map { "\($0) in_progress" }
        #expect(rows.withLock { $0 } == expected)
    }

    @Test func `the same request finds the operation that waits`() throws {
        let reached = Condition(false)
        let board = board { _ in
            ScriptedWork(
                steps: 3,
                before: { number in if number == 1 { reached.change { $0 = true }; reached.wait { $0 ? nil : () } } })
        }
        #expect(try board.waiting(for: request()) == nil)
        let id = try board.start(request())
        reached.wait { $0 ? () : nil }
        #expect(try board.waiting(for: request()) == nil)
        try board.pause(id)
        reached.change { $0 = false }
        _ = try board.waitForEnd(of: id)
        #expect(try board.waiting(for: request()) == id)
        #expect(try board.waiting(for: request(.verify)) == nil)
        #expect(try board.waiting(for: request(storage: 7)) == nil)
    }

    @Test func `refused checks leave no row`() throws {
        let refusal = OperationError("the drive", "it is full")
        let board = board { _ in ScriptedWork(steps: 1, checkProblem: refusal) }
        #expect(throws: OperationError.self) { try board.start(request()) }
        #expect(try board.latest(10).isEmpty)
    }

    @Test func `a paused operation goes on behind its last checkpoint`() throws {
        let reached = Condition(false)
        let mayGoOn = Condition(false)
        let board = board { _ in
            ScriptedWork(steps: 20) { number in
                guard number == 7 else { return }
                reached.change { $0 = true }
                mayGoOn.wait { $0 ? () : nil }
            }
        }
        let id = try board.start(request())
        reached.wait { $0 ? () : nil }
        try board.pause(id)
        mayGoOn.change { $0 = true }
        #expect(try board.waitForEnd(of: id)?.status == .paused)
        #expect(try rows() == 7)
        try board.resume(id)
        let end = try #require(try board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.progress.processed == 20)
        #expect(try rows() == 20)
    }

    @Test func `what broke tells why and goes on when it is resumed`() throws {
        let isBroken = Lock(true)
        let board = board { _ in ScriptedWork(steps: 10, breaksAt: isBroken.withLock { $0 } ? 4 : nil) }
        let id = try board.start(request())
        let broken = try #require(try board.waitForEnd(of: id))
        #expect(broken.status == .failed)
        #expect(broken.errorMessage == "the script says so")
        isBroken.withLock { $0 = false }
        try board.resume(id)
        let end = try #require(try board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.errorMessage == nil)
        #expect(end.progress.processed == 10)
    }

    @Test func `more than ten percent of failures stop it after a hundred files`() throws {
        let board = board { _ in ScriptedWork(steps: 1000, failsFrom: 95) }
        let id = try board.start(request())
        let end = try #require(try board.waitForEnd(of: id))
        #expect(end.status == .failed)
        #expect(end.progress.processed == 106)
        #expect(end.errorMessage?.contains("11 of 106") == true)
    }

    @Test func `a run that is resumed after too many failures counts anew`() throws {
        let isBroken = Lock(true)
        let board = board { _ in ScriptedWork(steps: 400, failsFrom: isBroken.withLock { $0 } ? 95 : nil) }
        let id = try board.start(request())
        #expect(try board.waitForEnd(of: id)?.status == .failed)
        isBroken.withLock { $0 = false }
        try board.resume(id)
        let end = try #require(try board.waitForEnd(of: id))
        #expect(end.status == .complete)
        #expect(end.progress.fates == ["imported": 389, "failed": 11])
    }

    @Test func `a run that is resumed stops at too many failures of its own`() throws {
        let board = board { _ in ScriptedWork(steps: 1000, failsFrom: 95) }
        let id = try board.start(request())
        _ = try board.waitForEnd(of: id)
        try board.resume(id)
        let end = try #require(try board.waitForEnd(of: id))
        #expect(end.status == .failed)
        #expect(end.progress.processed == 206)
        #expect(end.errorMessage?.contains("100 of 100") == true)
    }

    @Test func `starting over forgets the checkpoint and keeps the rows`() throws {
        let board = board { _ in ScriptedWork(steps: 5) }
        let id = try board.start(request())
        _ = try board.waitForEnd(of: id)
        try board.restart(id)
        let end = try #require(try board.waitForEnd(of: id))
        #expect(end.progress.processed == 5)
        #expect(try rows() == 5)
    }

    @Test func `starting over that is refused has forgotten nothing`() throws {
        let storage = try addStorage()
        let mayEnd = Condition(false)
        let board = board { request in
            guard request.kind == .import else { return ScriptedWork(steps: 5, breaksAt: 3) }
            return ScriptedWork(steps: 1) { _ in mayEnd.wait { $0 ? () : nil } }
        }
        let id = try board.start(request(.index, storage: storage))
        let broken = try #require(try board.waitForEnd(of: id))
        try store.write { try OperationProblem(path: "a", fate: .failed, reason: "b").insert(operation: id, $0) }
        let other = try board.start(request(.import, storage: storage))
        #expect(throws: OperationError.self) { try board.restart(id) }
        mayEnd.change { $0 = true }
        _ = try board.waitForEnd(of: other)
        let after = try #require(try board.find(id))
        #expect(after.progress == broken.progress)
        #expect(after.progress.processed == 3)
        #expect(after.metrics == broken.metrics)
        #expect(after.errorMessage == "the script says so")
        #expect(try store.read { try OperationProblem.all(ofOperation: id, limit: 9, $0) }.count == 1)
        try board.restart(id)
        #expect(try board.waitForEnd(of: id)?.progress.processed == 3)
        #expect(try store.read { try OperationProblem.all(ofOperation: id, limit: 9, $0) }.isEmpty)
    }

    @Test func `a cancel while the last rows are written is refused as the work is complete`() throws {
        let (board, refusal) = (Lock<OperationBoard?>(nil), Lock<String?>(nil))
        let work = ScriptedWork(
            steps: 1,
            last: { _ in
                let board = board.withLock { $0 }
                for operation in board?.running() ?? [] {
                    do { try board?.cancel(operation.operationID) } catch { refusal.withLock { $0 = "\(error)" } }
                }
            })
        let made = self.board { _ in work }
        board.withLock { $0 = made }
        #expect(try made.waitForEnd(of: made.start(request()))?.status == .complete)
        #expect(refusal.withLock { $0 }?.contains("an operation that is complete cannot be cancelled") == true)
        board.withLock { $0 = nil }
    }

    @Test func `a cancel of what does not run holds against whoever resumes it`() throws {
        let board = board { _ in ScriptedWork(steps: 1, breaksAt: 0) }
        let id = try board.start(request())
        _ = try board.waitForEnd(of: id)
        try board.cancel(id)
        #expect(try board.find(id)?.status == .cancelled)
        #expect(throws: OperationError.self) { try board.resume(id) }
        #expect(try board.find(id)?.status == .cancelled)
    }

    @Test func `what the end of a program left running is paused at the next start`() throws {
        var record = OperationRecord(
            id: UUIDText.random(), kind: .index, title: "Index it", storage: nil, parameters: "{}",
            startedAt: ISO8601.utc(time.now))
        record.status = .inProgress
        let interrupted = record
        try store.write { try interrupted.insert($0) }
        let board = board { _ in ScriptedWork(steps: 3) }
        #expect(try board.adoptInterrupted().map(\.status) == [.paused])
        try board.resume(record.id)
        #expect(try board.waitForEnd(of: record.id)?.status == .complete)
    }

    @Test func `two operations that exclude each other never run together`() throws {
        let storage = try addStorage()
        let mayEnd = Condition(false)
        let board = board { _ in ScriptedWork(steps: 1) { _ in mayEnd.wait { $0 ? () : nil } } }
        let first = try board.start(request(.index, storage: storage))
        #expect(throws: OperationError.self) { try board.start(request(.import, storage: storage)) }
        #expect(throws: OperationError.self) { try board.start(request(.index, storage: storage)) }
        let shared = try board.start(request(.verify, storage: storage))
        mayEnd.change { $0 = true }
        #expect(try board.waitForEnd(of: first)?.status == .complete)
        #expect(try board.waitForEnd(of: shared)?.status == .complete)
    }

    @Test func `what wants a storage for itself waits for a look at it to end`() throws {
        let storage = try addStorage()
        let (mayEnd, isAsked) = (Condition(false), Condition(false))
        let board = board(patience: 60) { request in
            ScriptedWork(steps: 1) { _ in
                if request.kind == .updateIndex { mayEnd.wait { $0 ? () : nil } }
            }
        }
        let look = try board.start(request(.updateIndex, storage: storage))
        let started = Condition<Result<String, any Error>?>(nil)
        let question = request(.import, storage: storage)
        WorkerThreads.start("asks") {
            isAsked.change { $0 = true }
            let result = Result { try board.start(question) }
            started.change { $0 = result }
        }
        isAsked.wait { $0 ? () : nil }
        mayEnd.change { $0 = true }
        let id = try started.wait { $0 }.get()
        #expect(try board.waitForEnd(of: id)?.status == .complete)
        #expect(try board.find(look)?.status == .complete)
    }

    @Test func `closing pauses what runs at its next checkpoint`() throws {
        let reached = Condition(false)
        let board = board { _ in ScriptedWork(steps: 1_000_000) { _ in reached.change { $0 = true } } }
        let id = try board.start(request())
        reached.wait { $0 ? () : nil }
        board.close()
        #expect(try board.find(id)?.status == .paused)
    }

    @Test func `an operation in JSON has the names of the interface and reads back`() throws {
        let board = board { _ in ScriptedWork(steps: 2) }
        let id = try board.start(request())
        let end = try #require(try board.waitForEnd(of: id))
        let json = OperationJSON.encode(end)
        for name in [
            "operation_id", "operation_type", "status", "processed", "total", "phase", "started_at",
            "updated_at", "failed", "fates", "performance_metrics",
        ] {
            #expect(json.contains("\"\(name)\""))
        }
        let back: OperationDocument = try #require(OperationJSON.decode(json))
        #expect(back.operationID == id)
        #expect(back.progress.processed == 2)
    }
}
