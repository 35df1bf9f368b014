/// The calls about operations.
package enum OperationCalls {
    package static let reading: [CallEntry<any OperationReading>] = [
        CallEntry(ListOperations.self), CallEntry(ShowOperation.self),
    ]
    package static let acting: [CallEntry<OperationBoard>] = [CallEntry(SteerOperation.self)]
}
