/// One operation as it is now.
package struct ShowOperation: AnsweringCall {
    package static let address = CallAddress.get("/api/operations/{id}")
    package static let summary = "One operation"
    package static let verbs = [
        Verb("operation show", "one operation with its fates and its problem", takes: [.operation])
    ]

    package let id: String

    package init(id: String) { self.id = id }

    package func answer(in operations: any OperationReading) throws -> OperationDocument { try operations.known(id) }

    package static func text(of operation: OperationDocument) -> String { operation.line }
}

extension Parameter {
    static let operation = Parameter.word("ID", "id", "the operation's id")
}
