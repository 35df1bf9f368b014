import Platform

/// What the writing thread is asked to do.
enum WriterJob: Sendable {
    /// Outside a transaction.
    case alone(@Sendable (Connection) -> Void)
    /// In a transaction, perhaps together with others.
    case change(any GroupedChange)
}

/// A change that may share its transaction with others and still fails alone.
protocol GroupedChange: Sendable {
    /// Runs the body.
    ///
    /// - Returns: whether it went well.
    func run(_ connection: Connection) -> Bool
    /// Answers the caller: the commit went well (nil) or not. A body that has failed keeps its own error.
    func settle(_ error: (any Error)?)
}

/// One caller's change and the place where it waits for the answer.
final class WriterChange<Value: Sendable>: GroupedChange {
    private struct State {
        var value: Result<Value, any Error>?
        var isSettled = false
    }

    private let body: @Sendable (Connection) throws -> Value
    private let state = Condition(State())

    init(_ body: @escaping @Sendable (Connection) throws -> Value) { self.body = body }

    func run(_ connection: Connection) -> Bool {
        let value = Result { try body(connection) }
        state.change { $0.value = value }
        if case .failure = value { return false }
        return true
    }

    func settle(_ error: (any Error)?) {
        state.change { state in
            if let error {
                if case .failure = state.value {} else { state.value = .failure(error) }
            }
            state.isSettled = true
        }
    }

    /// Waits for the answer.
    func result() throws -> Value { try state.wait { $0.isSettled ? $0.value : nil }.get() }
}

/// The writing thread: one job after the other, changes that wait together in one transaction.
struct WriterLoop {
    let connection: Connection
    let jobs: BoundedQueue<WriterJob>

    /// A caller never waits for more than so many others.
    private static let mostTogether = 32

    func run() {
        var held: WriterJob?
        while let job = held ?? jobs.receive() {
            held = nil
            switch job {
            case .alone(let body): body(connection)
            case .change(let change): held = commit(change)
            }
        }
    }

    /// Commits a change and those that wait behind it.
    ///
    /// - Returns: a job that was taken from the queue and cannot be part of a transaction.
    private func commit(_ first: any GroupedChange) -> WriterJob? {
        var group = [first]
        var held: WriterJob?
        do {
            try connection.transaction {
                guard first.run(connection) else { throw Abandoned() }
                while group.count < Self.mostTogether, held == nil, let job = waiting() {
                    switch job {
                    case .alone: held = job
                    case .change(let change):
                        group.append(change)
                        try add(change)
                    }
                }
            }
            for change in group { change.settle(nil) }
        } catch {
            // After `Abandoned` the group is the one change that failed, and it knows why.
            for change in group { change.settle(error) }
        }
        return held
    }

    /// A job that is in the queue now.
    private func waiting() -> WriterJob? { jobs.count > 0 ? jobs.receive() : nil }

    /// Runs one more change inside the transaction; its failure takes back nothing but itself.
    private func add(_ change: any GroupedChange) throws {
        try connection.execute("SAVEPOINT one")
        let isDone = change.run(connection)
        // Some errors (a full disk) have rolled back everything; these statements then fail, and so does the group.
        if !isDone { try connection.execute("ROLLBACK TO one") }
        try connection.execute("RELEASE one")
    }

    private struct Abandoned: Error {}
}
