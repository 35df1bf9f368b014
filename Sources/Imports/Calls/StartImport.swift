package import Engine
import Intake
import Model
import Platform

/// Starts an import, or goes on with the same one where it was interrupted.
package struct StartImport: ImportFollowing {
    package static let address = CallAddress.post("/api/imports")
    package static let summary = "Start an import, or go on with the same one where it was interrupted"
    package static let verbs = [
        Verb(
            "import", "copy photos from a card or folder into a storage",
            """
            Copies every picture and video of SOURCE into the storage, proves each copy by reading it again, and writes
            down what became of every file. Sidecars, live videos, raw files and edited versions travel with their photo.
            Interrupt it at any moment: the same command, or `import resume`, goes on.
            """,
            takes: settingsParameters)
    ]

    static let settingsParameters: [Parameter] = [
        .word("SOURCE", "source", "the source", .path),
        .option(
            "--into", "UUID", "storage", "the storage: its id, name or path", .storage, .once,
            missing: "the storage's id", hint: "`photostead storage list` shows the ids."),
        .option(
            "--organise", "HOW", "organise",
            """
            keep (the folders of the source), date (2024/06, the default), session (Import-1),
            flat, or a template: {year}/{month}/{camera}/{original}
            Tokens: year month day hour minute camera make session original ext hash8 sequence
            album
            """, also: "--organize"),
        .option(
            "--duplicates", "POLICY", "duplicates",
            "what happens to files the library has: skip (default), keep, replace, ask",
            .choice(DuplicatePolicy.allCases.map(\.rawValue))),
        .option(
            "--same-picture", "POLICY", "same_picture",
            "the same picture with other metadata: import (default) or skip",
            .choice(SamePicturePolicy.allCases.map(\.rawValue))),
        .option("--title", "TITLE", "title", "what the import is called; default: the folder's name"),
        .flag("--move", "move", .bool(true), "remove each original once its copy is safe"),
    ]

    package let settings: ImportSettings
    /// What was shown; it is refused when it would do something else.
    package let plan: String?

    private enum CodingKeys: String, CodingKey {
        case plan
    }

    package init(from decoder: any Decoder) throws {
        settings = try ImportSettings(from: decoder)
        plan = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .plan)
    }

    package func encode(to encoder: any Encoder) throws {
        try settings.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(plan, forKey: .plan)
    }

    package func answer(in imports: ImportActions) throws -> ImportDocument { try imports.start(settings, plan: plan) }
}

/// Tells what an import would do; nothing is written.
package struct PreviewImport: AnsweringCall {
    package static let address = CallAddress.post("/api/imports/preview")
    package static let summary = "What an import would do; nothing is written"
    package static let verbs = [
        Verb(
            "import", "", flag: .init("--dry-run", "only tell what would happen"),
            takes: StartImport.settingsParameters)
    ]

    package let settings: ImportSettings
    package let plan: PlanUse?

    private enum CodingKeys: String, CodingKey {
        case plan
    }

    package init(from decoder: any Decoder) throws {
        settings = try ImportSettings(from: decoder)
        plan = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(PlanUse.self, forKey: .plan)
    }

    package func encode(to encoder: any Encoder) throws {
        try settings.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(plan, forKey: .plan)
    }

    package func answer(in imports: ImportActions) throws -> PreviewDocument {
        plan == .keep ? try imports.propose(settings) : PreviewDocument(try imports.preview(settings))
    }

    package static func text(of preview: PreviewDocument) -> String {
        let sums = """
            \(preview.found) found: \(preview.imported) would be imported, \(preview.duplicate) duplicate, \
            \(preview.replaced) replaced, \(preview.rejected) rejected, \(preview.failed) failed, \
            \(preview.ignored) ignored; \(preview.totalSizeBytes) bytes of \(preview.freeBytes) free
            """
        let targets = preview.paths.map { "  \($0.from) -> \($0.to)" }
        let refusals = preview.problems.map { "  \($0.path): \($0.reason)" }
        return ([sums] + targets + refusals).joined(separator: "\n")
    }
}
