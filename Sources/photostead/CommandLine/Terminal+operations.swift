import Engine
import Model
import Web

extension Terminal {
    /// Why an operation ended early, and what was not in order in it.
    func tellOutcome(_ operation: OperationDocument, withFates: Bool) {
        if let message = operation.errorMessage { tell("photostead: \(message)") }
        if let hint = operation.errorHint { tell("hint: \(hint)") }
        guard withFates, !isJSON else { return }
        let kind = OperationKind(rawValue: operation.operationType) ?? .index
        let fates = Fate.allCases.compactMap { fate in
            operation.progress.fates[fate.rawValue].flatMap {
                $0 > 0 ? "\($0) \(fate.word(in: kind).lowercased())" : nil
            }
        }
        if !fates.isEmpty { tell(fates.joined(separator: ", ")) }
    }
}
