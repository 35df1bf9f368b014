import Model
import Platform
import Store

/// What the board does something for, and what it knows better than the rows: the value behind its lock.
struct LiveOperations {
    /// An operation that begins, runs or ends.
    struct Entry {
        var machine: OperationStateMachine
        var claims = Claims()
        /// nil = only its row changes.
        var run: OperationRun?
    }

    private(set) var entries: [String: Entry] = [:]
    /// Operations whose end could not be written down, as on a full disk: what their rows should say.
    private var unsaved: [String: OperationRecord] = [:]
    private var isClosing = false

    /// Takes the place of an operation, so that two that exclude each other never run together.
    ///
    /// - Throws: `OperationError` when another one excludes it.
    mutating func take(_ entry: Entry) throws {
        let record = entry.machine.record
        guard !isClosing || entry.run == nil else {
            throw OperationError(record.title, "the program is ending", hint: "Start it again afterwards.")
        }
        if let other = obstacles(to: entry).first {
            throw OperationError(
                record.title, "“\(other.machine.record.title)” is at work on the same storage",
                hint: "Wait until it has ended, or pause it.")
        }
        entries[record.id] = entry
    }

    /// Whether what is in its way only shares what it claims: that is over soon, most often.
    func isWorthWaiting(for entry: Entry) -> Bool {
        !entry.claims.isShared && !isClosing && obstacles(to: entry).contains { $0.claims.isShared }
    }

    private func obstacles(to entry: Entry) -> [Entry] {
        entries.values.filter {
            $0.machine.record.id == entry.machine.record.id || $0.claims.exclude(entry.claims)
        }
    }

    /// Tells the machine of an operation what happened; what is over leaves its place.
    ///
    /// - Returns: what the board has to do; nil when the operation has no place here.
    mutating func handle(
        _ event: OperationStateMachine.Event, of id: String, now: String
    ) -> OperationStateMachine.Action? {
        if event == .written { unsaved[id] = nil }
        let action = entries[id]?.machine.handle(event)
        switch action {
        case .leave: entries[id] = nil
        case .keep: unsaved[id] = entries.removeValue(forKey: id)?.row(now)
        default: break
        }
        return action
    }

    /// Nothing begins any more, and what runs is asked to stop.
    mutating func close() {
        isClosing = true
        for entry in entries.values { entry.run?.stopSignal.request() }
    }

    /// What the row should say.
    func known(_ record: OperationRecord) -> OperationRecord { unsaved[record.id] ?? record }

    /// The row and what is live on top.
    func document(_ record: OperationRecord) -> OperationDocument {
        entries[record.id]?.document ?? OperationDocument(known(record))
    }
}

extension LiveOperations.Entry {
    /// The row as it should be now.
    func row(_ now: String) -> OperationRecord {
        var row = machine.record
        if let run {
            row.checkpoint = OperationJSON.encode(run.progress)
            row.metrics = OperationJSON.encode(run.metrics)
        }
        row.updatedAt = now
        if row.status.isTerminal { row.finishedAt = now }
        return row
    }

    var document: OperationDocument {
        OperationDocument(machine.record, status: machine.status, progress: run?.progress, metrics: run?.metrics)
    }
}
