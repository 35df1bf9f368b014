import Model
import Store

/// Decisions that change rows alone.
enum ConflictSettlement {
    /// - Returns: false when there was nothing to do any more.
    static func settle(
        _ conflict: ConflictRecord, _ choice: ConflictChoice, at time: String, _ writing: Writing
    ) throws -> Bool {
        // Another request may have been first.
        guard let conflict = try ConflictRecord.find(conflict.id, writing), conflict.kind == choice.kind else {
            return false
        }
        switch choice {
        case .forget:
            guard let item = conflict.itemID else { return false }
            try ItemRemoval.forget(item, writing)
        case .add: try ConflictWriter.remove(conflict.id, writing)
        case .ignore, .dismiss: try ConflictWriter.dismiss(conflict.id, at: time, writing)
        case .keepLibrary, .takeFile:
            guard let item = conflict.itemID else { return false }
            try ReadBackDecision(item: item, differences: conflict.details.differences ?? [])
                .carryOut(takesFile: choice == .takeFile, at: time, writing)
            try ConflictWriter.remove(conflict.id, writing)
        case .restore, .accept, .session: return false
        }
        return true
    }
}
