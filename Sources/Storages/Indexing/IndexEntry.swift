import Engine
import Media
import Model
import Platform
import StorageAccess
import Store

/// A file that was read, on its way into the rows.
struct FoundFile: Sendable {
    let item: FoundItem
    /// Whether the run that was interrupted has counted it.
    let isCounted: Bool
}

/// Writes what was found into the rows, and counts what it was: that is known only then.
struct IndexEntry: Sendable {
    /// What one transaction brought.
    struct Result: Sendable {
        var step: OperationRun.Step
        var relocations: [ItemRecorder.Relocation] = []

        /// Adds to a number of the operation's result.
        mutating func count(_ name: String) { step.counts[name, default: 0] += 1 }
    }

    let storage: Int64
    /// Unix seconds.
    let time: Double
    let operation: String
    let options: ReindexOptions
    let isFirst: Bool
    let places: SeenPlaces

    func recorder(_ writing: Writing) -> ItemRecorder {
        ItemRecorder(writing, storage: storage, now: time, places: places, operation: operation)
    }

    func write(
        _ files: [FoundFile], _ recorder: ItemRecorder, _ writing: Writing, into result: inout Result
    ) throws {
        for (file, outcome) in zip(files, try recorder.record(files.map(\.item))) {
            try count(file, outcome, writing, into: &result)
        }
    }

    private func count(
        _ file: FoundFile, _ outcome: ItemRecorder.Outcome, _ writing: Writing, into result: inout Result
    ) throws {
        let item = file.item
        var fate = Fate.replaced
        switch outcome {
        case .added(let id, let isCopy):
            fate = .imported
            result.count("added")
            if isCopy, options.detectDuplicates { result.count("duplicates") }
            if !isFirst {
                result.count("orphans")
                try listOrphan(item.path, item: id, size: nil, writing)
            }
        case .changed where item.knownSHA256 == item.facts.digests.sha256:
            // Read again, as somebody asked for, and found as it was.
            fate = .imported
            result.count("unchanged")
        case .changed: result.count("changed")
        case .moved(_, let relocation):
            result.count("moved")
            result.relocations.append(relocation)
        case .mismatch:
            guard !file.isCounted else { return }
            result.count("mismatched")
            result.count("ignored: moved, and not taken over")
            result.step.tally.count(.ignored)
            return
        case .kept: fate = .imported
        }
        if let problem = item.facts.problem {
            fate = .rejected
            result.step.problems.append(OperationProblem(path: item.path.display, fate: fate, reason: problem))
        }
        result.step.tally.count(fate)
    }

    /// A new file that was not read: it is listed, and nothing more is known of it.
    func list(_ file: FileToRead, _ writing: Writing, into result: inout Result) throws {
        try listOrphan(file.path, item: nil, size: file.status.size, writing)
        guard !file.isCounted else { return }
        result.count("orphans")
        result.count("ignored: new, and not read")
        result.step.tally.count(.ignored)
    }

    private func listOrphan(_ path: RelativePath, item: String?, size: Int64?, _ writing: Writing) throws {
        var details = ConflictDetails()
        details.size = size
        // In the words of the master index.
        details.reason = "File not in any import session"
        try ConflictWriter.list(
            .orphanFile, storage: storage, path: path, item: item, at: ISO8601.utc(time), details: details, writing)
    }
}
