import Engine
import Model

struct OperationPauseCommand: Command {
    static let name = "operation pause"
    static let summary = "stop an operation at its next checkpoint"
    static let help = "photostead operation pause ID"

    private let id: String

    init(_ arguments: inout Arguments) throws { id = try arguments.operationID() }

    func run(_ terminal: Terminal) throws -> ExitCode { try OperationSteering.run(id, .pause, terminal) }
}

struct OperationCancelCommand: Command {
    static let name = "operation cancel"
    static let summary = "end an operation; what is done stays"
    static let help = "photostead operation cancel ID"

    private let id: String

    init(_ arguments: inout Arguments) throws { id = try arguments.operationID() }

    func run(_ terminal: Terminal) throws -> ExitCode { try OperationSteering.run(id, .cancel, terminal) }
}

struct OperationResumeCommand: Command {
    static let name = "operation resume"
    static let receivesSignals = true
    static let summary = "go on with a paused or failed operation and follow it"
    static let help = "photostead operation resume ID"

    private let id: String

    init(_ arguments: inout Arguments) throws { id = try arguments.operationID() }

    func run(_ terminal: Terminal) throws -> ExitCode { try OperationSteering.run(id, .resume, terminal) }
}

struct OperationRestartCommand: Command {
    static let name = "operation restart"
    static let receivesSignals = true
    static let summary = "start an operation over and follow it"
    static let help = "photostead operation restart ID"

    private let id: String

    init(_ arguments: inout Arguments) throws { id = try arguments.operationID() }

    func run(_ terminal: Terminal) throws -> ExitCode { try OperationSteering.run(id, .restart, terminal) }
}

/// What the four verbs have in common: ask, follow where something runs afterwards, print the operation.
private enum OperationSteering {
    static func run(_ id: String, _ steering: Steering, _ terminal: Terminal) throws -> ExitCode {
        try Sessions.with(terminal.configuration) { session in
            try session.steer(id, steering)
            var code = ExitCode.done
            if steering == .resume || steering == .restart { (_, code) = try session.follow(id, terminal) }
            let operation = try session.operation(id)
            terminal.tellOutcome(operation)
            try terminal.answer(operation, text: "\(operation.title): \(operation.status.rawValue)")
            return code
        }
    }
}
