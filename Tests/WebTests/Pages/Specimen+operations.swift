import Model
import Templating

@testable import Web

extension Specimen {
    static let running: OperationFacts = {
        var facts = OperationFacts(id: "7", kind: .index, status: .inProgress, processed: 43_072, total: 206_778)
        facts.subject = "Phone"
        facts.phase = "Reading files"
        facts.startedAt = now - 36
        facts.updatedAt = now
        facts.failed = 3
        facts.tally.count(.imported, 42_010)
        facts.tally.count(.duplicate, 871)
        facts.tally.count(.rejected, 188)
        facts.tally.count(.failed, 3)
        return facts
    }()

    static let waiting: OperationFacts = {
        var facts = OperationFacts(id: "8", kind: .thumbnails, status: .pending)
        facts.subject = "Family archive"
        return facts
    }()

    static let paused: OperationFacts = {
        var facts = OperationFacts(id: "5", kind: .updateIndex, status: .paused, processed: 9_120, total: 41_000)
        facts.subject = "Archive 2"
        facts.startedAt = now - 86400
        facts.updatedAt = now - 86000
        facts.errorMessage = "the drive was removed"
        facts.hint = "Plug in Archive 2 and resume."
        return facts
    }()

    static let finished: OperationFacts = {
        var facts = OperationFacts(id: "4", kind: .index, status: .complete, processed: 43_072, total: 43_072)
        facts.subject = "Family archive"
        facts.startedAt = now - 900
        facts.updatedAt = now - 708
        facts.failed = 3
        facts.tally.count(.imported, 43_069)
        facts.tally.count(.failed, 3)
        return facts
    }()

    static let failed: OperationFacts = {
        var facts = OperationFacts(id: "3", kind: .bulkMetadata, status: .failed, processed: 120, total: 1_204)
        facts.subject = "Family archive"
        facts.startedAt = now - 86400 * 2
        facts.updatedAt = now - 86400 * 2 + 31
        facts.errorMessage = "The disk is full: 12 MB are free, 80 MB are needed"
        facts.hint = "Make room on /mnt/photos and resume."
        return facts
    }()

    /// A speed that wobbles without a random number.
    private static let rates = (0..<90).map { step in
        let wave = Double((step * 37) % 41) / 41
        return min(Double(step) * 130, 1_150) + wave * 420
    }

    private static let live: OperationPage = {
        var page = OperationPage(facts: running)
        page.currentPath = "2019/10 Lofoten/a folder with a rather long name/IMG_20191012_174412.jpg"
        page.filesPerSecond = 1_210
        page.bytesPerSecond = 843_000_000
        page.secondsLeft = 192
        page.rates = rates
        page.problems = problems
        page.stages = [("Read and hash", 0.31), ("Metadata", 0.08), ("Write rows", 0.05)]
        return page
    }()

    private static func page(_ facts: OperationFacts, _ change: (inout OperationPage) -> Void = { _ in })
        -> OperationPage
    {
        var page = OperationPage(facts: facts)
        change(&page)
        return page
    }

    static let operations: [Specimen] = [
        Specimen(
            "operations", OperationsPage(active: [running, waiting, paused], finished: [finished, failed], next: "3"),
            context: busy),
        Specimen("operations-empty", OperationsPage(active: [], finished: [])),
        Specimen("operation", live, context: busy),
        Specimen("operation-waiting", page(waiting)),
        Specimen(
            "operation-paused",
            page(paused) {
                $0.question = Confirmation(
                    question: "4,120 files are gone. Is that right?",
                    consequences: ["They would be marked missing; ratings and albums are kept."],
                    button: "Accept 4,120 missing files", action: .reindexStorage(archive.uuid),
                    fields: [(name: "mode", value: "smart"), (name: "accept_missing", value: "1")])
            }),
        Specimen(
            "operation-complete",
            page(finished) {
                $0.problems = Array(problems.prefix(2))
                $0.problemCount = 3
                $0.rates = rates
                $0.nextStep = (title: "Show the 41,893 photos", href: "/photos")
            }, context: context(flash: Flash(.good, "Indexed 43,072 files."))),
        Specimen("operation-failed", page(failed)),
    ]
}
