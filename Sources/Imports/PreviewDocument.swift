package import Intake
import Model
import Store

/// What an import would do, as the command line and the API print it.
package struct PreviewDocument: Sendable, Codable {
    /// One file and where it would go.
    package struct Path: Sendable, Codable {
        package let from: String
        package let to: String
    }

    /// A file that would not be imported.
    package struct Problem: Sendable, Codable {
        package let path: String
        package let fate: String
        package let reason: String
    }

    /// `preview`, where an import has the word of its operation.
    package let status: String
    package let found: Int
    package let imported: Int
    package let duplicate: Int
    package let replaced: Int
    package let rejected: Int
    package let failed: Int
    package let ignored: Int
    package let questions: Int
    package let totalSizeBytes: Int64
    package let freeBytes: Int64
    /// The first 50.
    package let paths: [Path]
    /// The first 50.
    package let problems: [Problem]
    /// By which all this is confirmed.
    package let planID: String?

    private enum CodingKeys: String, CodingKey {
        case status, found, imported, duplicate, replaced, rejected, failed, ignored, questions
        case totalSizeBytes = "total_size_bytes"
        case freeBytes = "free_bytes"
        case paths, problems
        case planID = "plan_id"
    }

    package init(_ findings: IntakePreview.Findings, plan: String? = nil) {
        status = "preview"
        planID = plan
        found = findings.fates.total
        imported = findings.fates[.imported]
        duplicate = findings.fates[.duplicate]
        replaced = findings.fates[.replaced]
        rejected = findings.fates[.rejected]
        failed = findings.fates[.failed]
        ignored = findings.fates[.ignored]
        questions = findings.questions
        totalSizeBytes = findings.bytes
        freeBytes = findings.free
        paths = findings.paths.map { Path(from: $0.from.display, to: $0.to.display) }
        problems = findings.problems.map { Problem(path: $0.path, fate: $0.fate.rawValue, reason: $0.reason) }
    }
}
