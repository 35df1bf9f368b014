import Model

/// The latest operations, newest first.
package struct ListOperations: ListingCall {
    package static let address = CallAddress.get("/api/operations")
    package static let summary = "The latest operations"
    package static let verbs = [
        Verb(
            "operation list", "the latest operations and how far they are",
            "Newest first, one a line: id, status, files, title. With --json one object a line.")
    ]

    package init() {}

    package func answer(in operations: any OperationReading) throws -> AnswerList<OperationDocument> {
        AnswerList(try operations.latest(100))
    }

    package static func text(of operation: OperationDocument) -> String { operation.line }
}

extension OperationDocument {
    /// One line for people.
    var line: String {
        "\(operationID)  \(status.rawValue)  \(progress.processed) of \(progress.total) files  \(title)"
    }
}
