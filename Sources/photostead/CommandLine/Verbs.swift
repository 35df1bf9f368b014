import Composition
import Engine
import Model

/// Every verb of the program; dispatch, help, completion and manual page read the same list.
enum Verbs {
    /// Those that are more than a call.
    private static let commands: [VerbEntry] = [
        VerbEntry(ServeCommand.self), VerbEntry(FactsCommand.self), VerbEntry(StorageDiscoverCommand.self),
        VerbEntry(DoctorCommand.self), VerbEntry(CompletionCommand.self), VerbEntry(ManualCommand.self),
    ]

    /// The verbs of a noun stand together, in the order of the lists.
    static let all: [VerbEntry] = {
        var entries = commands.prefix(2) + calls + commands.dropFirst(2)
        var nouns: [Substring] = []
        for noun in entries.map(\.noun) where !nouns.contains(noun) { nouns.append(noun) }
        return nouns.flatMap { noun in entries.filter { $0.noun == noun } }
    }()

    private static var calls: [VerbEntry] {
        var entries: [VerbEntry] = []
        for call in CallList.all {
            guard let type = call.type as? any VerbCall.Type else { continue }
            for entry in Self.entries(of: type) {
                if let index = entries.firstIndex(where: { $0.name == entry.name }) {
                    entries[index].add(entry)
                } else {
                    entries.append(entry)
                }
            }
        }
        return entries
    }

    private static func entries<Question: VerbCall>(of type: Question.Type) -> [VerbEntry] {
        type.verbs.map { VerbEntry($0, type) }
    }

    /// The verb of a command line; the words that name it are taken out.
    ///
    /// - Throws: `UsageError`.
    static func find(_ arguments: inout Arguments) throws -> VerbEntry {
        guard let first = arguments.verb() else { throw UsageError("a verb is missing") }
        let nouns = all.filter { $0.name.hasPrefix(first + " ") }
        if let entry = all.first(where: { $0.name == first }) {
            // `import list` is a verb of its own, `import FOLDER` is not.
            guard let longer = nouns.first(where: { arguments.begins(with: $0.name.dropFirst(first.count + 1)) }) else {
                return entry
            }
            _ = arguments.verb()
            return longer
        }
        guard !nouns.isEmpty else { throw UsageError("there is no verb “\(first)”") }
        let verbs = nouns.map { String($0.name.dropFirst(first.count + 1)) }.joined(separator: ", ")
        guard let second = arguments.verb() else { throw UsageError("`\(first)` needs one of \(verbs)") }
        guard let entry = nouns.first(where: { $0.name == "\(first) \(second)" }) else {
            throw UsageError("`\(first)` has \(verbs), but no “\(second)”")
        }
        return entry
    }
}

extension VerbEntry {
    /// `storage` of `storage add`.
    var noun: Substring { name.prefix { $0 != " " } }
}
