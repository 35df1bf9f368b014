import Engine
import Intake
import Model
import Platform
import Store

/// Plans of imports and of taking them back: kept when they are shown, confirmed by their ids.
extension ImportActions {
    /// Finds out what an import would do and keeps that to be confirmed.
    ///
    /// - Throws: as `preview`.
    package func propose(_ settings: ImportSettings) throws -> PreviewDocument {
        let findings = try preview(settings)
        let id = UUIDText.random()
        try keep(findings, for: settings, as: id)
        return PreviewDocument(findings, plan: id)
    }

    /// Keeps what a preview has found to its end.
    func keep(_ findings: IntakePreview.Findings, for settings: ImportSettings, as id: String) throws {
        try plan(settings, findings.ground).keep(as: id, in: services.store, now: services.time.now)
    }

    /// - Throws: `OperationError` with what is not as it was shown.
    func confirm(_ plan: String, _ settings: ImportSettings, _ source: any IntakeSource, _ root: Folder) throws {
        try self.plan(settings, Ground(of: source, into: root, services.store)).confirm(plan, in: services.store)
    }

    private func plan(_ settings: ImportSettings, _ ground: Ground) -> Plan<ImportSettings> {
        Plan(.import, title: "The import from \(settings.source)", inputs: settings, ground: ground)
    }

    /// - Throws: `OperationError` with what is not as it was shown.
    func confirm(_ plan: String, _ session: ImportSessionRecord) throws {
        try self.plan(session, RollbackPlan(session: session, services: services)).confirm(plan, in: services.store)
    }

    func plan(_ session: ImportSessionRecord, _ plan: RollbackPlan) -> Plan<Int64> {
        Plan(.trash, title: session.title, inputs: session.key, ground: plan.ground)
    }
}
