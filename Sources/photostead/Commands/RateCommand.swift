import Curation
import MetadataWrite
import Model
import Platform

struct RateCommand: Command {
    static let name = "rate"
    static let summary = "give photos stars, a colour label, or make them favorites"
    static let help = """
        photostead rate ID_OR_PATH... (--rating 0..5 | --favorite | --unfavorite | --label LABEL)

        The rating is written into every file that carries the picture, for every other program to read; a rating of 0
        takes it away. A favorite is a photo with five stars; --unfavorite takes the stars away. Files on drives that
        are away are written when the drive is back.

          --label LABEL   Red, Yellow, Green, Blue, Purple or another word; empty takes it away
        """

    private let targets: [String]
    private let changes: MetadataChanges

    init(_ arguments: inout Arguments) throws {
        let rating = try arguments.number("--rating", in: 0...5).flatMap { Rating($0) }
        let label = try arguments.option("--label")
        let ratings = [
            rating, arguments.flag("--favorite") ? Rating.favorite : nil,
            arguments.flag("--unfavorite") ? Rating.none : nil,
        ].compactMap { $0 }
        guard ratings.count <= 1 else {
            throw UsageError("only one of --rating, --favorite and --unfavorite can be given")
        }
        changes = MetadataChanges(rating: ratings.first, label: label)
        targets = try arguments.positionals(atLeast: 1, what: "the photo")
        guard !ratings.isEmpty || label != nil else { throw UsageError("a rating or a label is missing") }
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let ids = targets.map { MediaID($0) == nil ? AbsolutePath.resolve($0) : $0 }
        let results = try Sessions.with(terminal.configuration) { try $0.edit(ids, changes) }
        for result in results {
            try terminal.answer(
                result,
                text:
                    "\(result.id): rating \(result.rating)\(result.label.map { ", \($0)" } ?? ""), \(result.written) written, \(result.pending) pending, "
                    + "\(result.failed) failed")
            if let problem = result.problem { terminal.tell("photostead: \(problem)") }
        }
        return results.contains { $0.failed > 0 } ? .partlyFailed : .done
    }
}
