/// Something that a capability does by itself while a server runs.
package struct ScheduledWork: Sendable {
    /// What it waits for.
    package enum Trigger: Sendable, Hashable {
        /// The server has started.
        case started
        case operationEnded
        /// A file system was mounted or taken away.
        case mountsChanged
        /// A file was not found when it was wanted.
        case fileMissed
        /// So many seconds without any other trigger of the work.
        case every(Double)
        /// Operations have ended for good, and the library is about to close.
        case closing
    }

    /// For the log.
    package let name: String
    package let triggers: Set<Trigger>
    package let run: @Sendable (Occasion) throws -> Void

    package init(_ name: String, on triggers: Set<Trigger>, _ run: @escaping @Sendable (Occasion) throws -> Void) {
        self.name = name
        self.triggers = triggers
        self.run = run
    }

    /// Seconds after which it runs without another reason.
    var interval: Double? {
        for case .every(let seconds) in triggers { return seconds }
        return nil
    }
}

/// Why a work runs now.
package struct Occasion: Sendable, Hashable {
    package var triggers: Set<ScheduledWork.Trigger> = []
    /// Operations that have moved since the work ran last.
    package var operations: Set<String> = []

    package init(_ triggers: Set<ScheduledWork.Trigger> = [], operations: Set<String> = []) {
        self.triggers = triggers
        self.operations = operations
    }

    var isEmpty: Bool { triggers.isEmpty }
}
