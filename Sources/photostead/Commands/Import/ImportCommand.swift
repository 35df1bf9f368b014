import Engine
import Imports
import Intake
import Model
import Platform

struct ImportCommand: Command {
    static let name = "import"
    static let receivesSignals = true
    static let summary = "copy photos from a card or folder into a storage"
    static let help = """
        photostead import SOURCE --into UUID [--organise HOW] [--duplicates POLICY] [--same-picture POLICY]
                          [--title TITLE] [--move] [--dry-run]

        Copies every picture and video of SOURCE into the storage, proves each copy by reading it again, and writes
        down what became of every file. Sidecars, live videos, raw files and edited versions travel with their photo.
        Interrupt it at any moment: the same command, or `import resume`, goes on.

          --into UUID              the storage: its id, name or path
          --organise HOW           keep (the folders of the source), date (2024/06, the default), session (Import-1),
                                   flat, or a template: {year}/{month}/{camera}/{original}
                                   Tokens: year month day hour minute camera make session original ext hash8 sequence
                                   album
          --duplicates POLICY      what happens to files the library has: skip (default), keep, replace, ask
          --same-picture POLICY    the same picture with other metadata: import (default) or skip
          --title TITLE            what the import is called; default: the folder's name
          --move                   remove each original once its copy is safe
          --dry-run                only tell what would happen
        """

    private let settings: ImportSettings
    private let isDryRun: Bool

    init(_ arguments: inout Arguments) throws {
        guard let storage = try arguments.option("--into") else {
            throw UsageError("--into is missing: the storage's id", hint: "`photostead storage list` shows the ids.")
        }
        let organise = try arguments.option("--organise") ?? arguments.option("--organize") ?? "date"
        let duplicates = try arguments.choice("--duplicates", DuplicatePolicy.self) ?? .skip
        let samePicture = try arguments.choice("--same-picture", SamePicturePolicy.self) ?? .import
        let title = try arguments.option("--title")
        let isMove = arguments.flag("--move")
        isDryRun = arguments.flag("--dry-run")
        let source = try arguments.positionals(atLeast: 1, atMost: 1, what: "the source")[0]
        settings = ImportSettings(
            source: AbsolutePath.resolve(source), storage: storage, organise: organise, duplicates: duplicates,
            samePicture: samePicture, title: title, isMove: isMove)
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            var settings = settings
            settings.storage = try session.storage(meant: settings.storage)
            if isDryRun {
                let preview = try session.previewImport(settings)
                try terminal.answer(preview, text: preview.text)
                return .done
            }
            return try session.followImport(try session.startImport(settings), terminal)
        }
    }
}

extension LibrarySession {
    /// Follows the operation of an import and prints what became of it.
    func followImport(_ started: ImportDocument, _ terminal: Terminal) throws -> ExitCode {
        guard let id = started.operationID else { throw Refusal.unknownImport(String(started.sessionID)) }
        let (operation, code) = try follow(id, terminal)
        let ended = try importSession(String(started.sessionID))
        if let message = operation.errorMessage { terminal.tell("photostead: \(message)") }
        if let hint = operation.errorHint { terminal.tell("hint: \(hint)") }
        try terminal.answer(ended, text: ended.line)
        return code
    }
}

extension ImportDocument {
    /// One line for people.
    var line: String {
        """
        \(sessionID)  \(status)  \(found) found, \(imported) imported, \(duplicate) duplicate, \(replaced) replaced, \
        \(rejected) rejected, \(failed) failed, \(ignored) ignored  \(title)
        """
    }
}

extension PreviewDocument {
    /// Several lines for people.
    fileprivate var text: String {
        let sums = """
            \(found) found: \(imported) would be imported, \(duplicate) duplicate, \(replaced) replaced, \
            \(rejected) rejected, \(failed) failed, \(ignored) ignored; \(totalSizeBytes) bytes of \(freeBytes) free
            """
        let targets = paths.map { "  \($0.from) -> \($0.to)" }
        let refusals = problems.map { "  \($0.path): \($0.reason)" }
        return ([sums] + targets + refusals).joined(separator: "\n")
    }
}
