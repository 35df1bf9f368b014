import Engine
import Model
import Web

struct OperationListCommand: Command {
    static let name = "operation list"
    static let summary = "the latest operations and how far they are"
    static let help = """
        photostead operation list

        Newest first, one a line: id, status, files, title. With --json one object a line.
        """

    init(_ arguments: inout Arguments) throws {}

    func run(_ terminal: Terminal) throws -> ExitCode {
        for operation in try ReadingLibrary.with(terminal.configuration, { try $0.operations() }) {
            try terminal.answer(operation, text: operation.line)
        }
        return .done
    }
}

struct OperationShowCommand: Command {
    static let name = "operation show"
    static let summary = "one operation with its fates and its problem"
    static let help = "photostead operation show ID"

    private let id: String

    init(_ arguments: inout Arguments) throws { id = try arguments.operationID() }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let operation = try ReadingLibrary.with(terminal.configuration) { try $0.operation(id) }
        try terminal.answer(operation, text: operation.line)
        terminal.tellOutcome(operation)
        return .done
    }
}

extension Arguments {
    mutating func operationID() throws -> String {
        try positionals(atLeast: 1, atMost: 1, what: "the operation's id")[0]
    }
}

extension OperationDocument {
    /// One line for people.
    fileprivate var line: String {
        "\(operationID)  \(status.rawValue)  \(progress.processed) of \(progress.total) files  \(title)"
    }
}

extension Terminal {
    /// Why an operation ended early, and what was not in order in it.
    func tellOutcome(_ operation: OperationDocument) {
        if let message = operation.errorMessage { tell("photostead: \(message)") }
        if let hint = operation.errorHint { tell("hint: \(hint)") }
        guard !isJSON else { return }
        let kind = OperationKind(rawValue: operation.operationType) ?? .index
        let fates = Fate.allCases.compactMap { fate in
            operation.progress.fates[fate.rawValue].flatMap {
                $0 > 0 ? "\($0) \(fate.word(in: kind).lowercased())" : nil
            }
        }
        if !fates.isEmpty { tell(fates.joined(separator: ", ")) }
    }
}
