package import Intake
import Model
package import Platform

/// Previews of imports that go on while a page shows how far they are; kept in memory, as they write
/// nothing. One that came to its end is a plan, which is confirmed by its id.
package final class ImportPreviews: Sendable {
    /// One preview, as far as it is.
    package struct Report: Sendable {
        package enum Status: String, Sendable {
            case running, complete, cancelled, failed
        }

        package let id: String
        package let settings: ImportSettings
        package let status: Status
        package let findings: IntakePreview.Findings
        /// Why it failed.
        package let failure: (any Error)?
        /// By which what it has found is confirmed; nil before it has come to its end.
        package var plan: String? { status == .complete ? id : nil }
    }

    private struct Run {
        let id: String
        /// Who asked for it: whose former preview it takes the place of.
        let owner: String
        let settings: ImportSettings
        let findings: Lock<IntakePreview.Findings>
        let job: WatchedJob
    }

    /// Previews that are remembered, and those that may run at once.
    private static let (most, mostRunning) = (16, 3)

    private let imports: ImportActions
    private let time: any TimeSource
    /// The oldest first.
    private let runs = Lock<[Run]>([])

    package init(imports: ImportActions, time: any TimeSource) {
        self.imports = imports
        self.time = time
    }

    /// Begins a preview; one that the same owner began before ends.
    ///
    /// - Returns: its id.
    /// - Throws: `Refusal` when others are at it.
    package func start(_ settings: ImportSettings, for owner: String) throws -> String {
        try runs.withLock { runs in
            for run in runs where run.owner == owner { run.job.cancel() }
            guard runs.count(where: { $0.job.end == nil && $0.owner != owner }) < Self.mostRunning else {
                throw Refusal(
                    "the preview", "\(Self.mostRunning) others are being made", hint: "Try again in a moment.")
            }
            let run = begin(settings, owner)
            runs = (runs.count < Self.most ? runs : runs.filter { $0.job.end == nil }) + [run]
            return run.id
        }
    }

    private func begin(_ settings: ImportSettings, _ owner: String) -> Run {
        let (id, stop, findings) = (UUIDText.random(), StopSignal(), Lock(IntakePreview.Findings()))
        let job = WatchedJob("import-preview", time: time, stop: stop) { [imports] in
            let result = try imports.preview(settings, stop: stop) { found in findings.withLock { $0 = found } }
            findings.withLock { $0 = result }
            if !stop.isRequested { try imports.keep(result, for: settings, as: id) }
        }
        return Run(id: id, owner: owner, settings: settings, findings: findings, job: job)
    }

    /// nil = there is none with this id, as after a restart of the server.
    package func find(_ id: String) -> Report? { run(id).map(Self.report) }

    /// As `find`, after waiting for its end for at most `seconds`.
    package func find(_ id: String, waiting seconds: Double) -> Report? {
        run(id).map { run in
            run.job.waitForEnd(seconds: seconds)
            return Self.report(run)
        }
    }

    /// Ends a preview; what it has found stays.
    package func cancel(_ id: String) {
        guard let run = run(id) else { return }
        run.job.cancel()
        run.job.waitForEnd(seconds: 2)
    }

    /// Ends all of them, without waiting.
    package func close() { for run in runs.withLock({ $0 }) { run.job.cancel() } }

    private func run(_ id: String) -> Run? { runs.withLock { $0.first { $0.id == id } } }

    private static func report(_ run: Run) -> Report {
        let end = run.job.end
        let status: Report.Status =
            if end == nil { .running } else if end?.failure != nil { .failed } else if run.job.isCancelled {
                .cancelled
            } else { .complete }
        return Report(
            id: run.id, settings: run.settings, status: status, findings: run.findings.withLock { $0 },
            failure: end?.failure)
    }
}
