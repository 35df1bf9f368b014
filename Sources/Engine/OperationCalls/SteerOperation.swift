import Model
import Platform

/// What can be asked of an operation.
package enum Steering: String, Sendable, CaseIterable, Codable {
    case pause, resume, cancel, restart
}

/// Pauses an operation, goes on with it, ends it, or starts it over.
package struct SteerOperation: FollowedCall {
    package static let address = CallAddress.post("/api/operations/{id}/{steering}")
    package static let summary = "Pause, resume, cancel or restart an operation"
    package static let verbs = [
        verb(.pause, "stop an operation at its next checkpoint"),
        verb(.resume, "go on with a paused or failed operation and follow it"),
        verb(.cancel, "end an operation; what is done stays"),
        verb(.restart, "start an operation over and follow it"),
    ]

    private static func verb(_ steering: Steering, _ summary: String) -> Verb {
        Verb(
            "operation \(steering.rawValue)", summary, constants: [.init("steering", .string(steering.rawValue))],
            takes: [.operation])
    }

    package let id: String
    package let steering: Steering

    package init(id: String, steering: Steering) {
        self.id = id
        self.steering = steering
    }

    package static func isAccepted(_ answer: OperationDocument) -> Bool { false }

    package func answer(in board: OperationBoard) throws -> OperationDocument {
        try board.steer(id, steering)
        return try board.known(id)
    }

    package func operation(of answer: OperationDocument) -> String? {
        steering == .resume || steering == .restart ? id : nil
    }

    package func report(on answer: OperationDocument) -> ShowOperation { ShowOperation(id: id) }

    package static func text(of operation: OperationDocument) -> String {
        "\(operation.title): \(operation.status.rawValue)"
    }
}

extension OperationBoard {
    /// - Throws: `OperationError` when the operation is not there or its state does not allow it.
    package func steer(_ id: String, _ steering: Steering) throws {
        switch steering {
        case .pause: try pause(id)
        case .resume: try resume(id)
        case .cancel: try cancel(id)
        case .restart: try restart(id)
        }
    }
}
