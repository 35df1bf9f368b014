/// Which works are due, as a pure value: events and the clock go in, occasions come out.
struct Schedule: Sendable {
    private struct Entry {
        let triggers: Set<ScheduledWork.Trigger>
        let interval: Double?
        var waiting = Occasion()
        /// Monotonic seconds.
        var ranAt: Double
    }

    private var entries: [Entry]

    /// - Parameter now: monotonic seconds, as in all functions here.
    init(_ works: [ScheduledWork], now: Double) {
        entries = works.map { Entry(triggers: $0.triggers, interval: $0.interval, ranAt: now) }
    }

    mutating func note(_ trigger: ScheduledWork.Trigger, operation: String? = nil) {
        for index in entries.indices {
            if let operation { entries[index].waiting.operations.insert(operation) }
            if entries[index].triggers.contains(trigger) { entries[index].waiting.triggers.insert(trigger) }
        }
    }

    /// An operation has moved; whether it has ended is told by `note`.
    mutating func moved(_ operation: String) {
        for index in entries.indices { entries[index].waiting.operations.insert(operation) }
    }

    /// What is to be done now; each occasion is handed out once.
    mutating func takeDue(now: Double) -> [(work: Int, occasion: Occasion)] {
        entries.indices.compactMap { index in
            if let interval = entries[index].interval, now - entries[index].ranAt >= interval {
                entries[index].waiting.triggers.insert(.every(interval))
            }
            guard !entries[index].waiting.isEmpty else { return nil }
            defer { (entries[index].waiting, entries[index].ranAt) = (Occasion(), now) }
            return (index, entries[index].waiting)
        }
    }

    /// Seconds until something is due by the clock alone; 0 = something is due already.
    func wait(now: Double) -> Double {
        entries.reduce(3600) { least, entry in
            if !entry.waiting.isEmpty { return 0 }
            return entry.interval.map { min(least, max(0, entry.ranAt + $0 - now)) } ?? least
        }
    }
}
