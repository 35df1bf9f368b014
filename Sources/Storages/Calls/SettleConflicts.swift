package import Engine
import Platform

/// Carries out what somebody decided about conflicts.
package struct SettleConflicts: FollowedCall {
    package static let address = CallAddress.post("/api/storages/{uuid}/conflicts")
    package static let summary = "Settle conflicts; all of the action's type when no ids are given"
    package static let verbs = [
        Verb(
            "storage settle", "answer conflicts of a storage",
            """
            The numbers are those of `storage conflicts`; --all means every conflict that the action is an answer to.

              restore        copy a missing file back from another copy, and verify it
              forget         drop a missing file from the library
              add, ignore    a new file belongs to the library; leave it as it is
              session        new files belong to the library, as one import session
              accept         a moved file is where it lies now
              keep_library   write what the library says into the file
              take_file      take over what the file says
              dismiss        equal names are no problem
            """,
            takes: [
                .storage,
                .word(
                    "ACTION", "action", "the action", .choice(ConflictChoice.allCases.map(\.rawValue)),
                    refusal: "there is no action “%”"),
                .word(
                    "NUMBER", "ids", "", .integer, .severalTimes, refusal: "“%” is no number of a conflict"),
                .flag("--all", "ids", .null, ""),
            ],
            refusal: {
                $0.isSuperset(of: ["NUMBER", "--all"]) || $0.isDisjoint(with: ["NUMBER", "--all"])
                    ? "give the numbers of conflicts, or --all" : nil
            })
    ]

    package let uuid: String
    package let action: ConflictChoice
    package let ids: [Int64]?

    package init(uuid: String, action: ConflictChoice, ids: [Int64]?) {
        self.uuid = uuid
        self.action = action
        self.ids = ids
    }

    package static func isAccepted(_ outcome: ConflictOutcome) -> Bool { outcome.operationID != nil }

    package func answer(in storages: StorageCapability) throws -> ConflictOutcome {
        try storages.conflicts.answer(ConflictAnswer(action, ids: ids), try storages.actions.find(uuid))
    }

    package func operation(of outcome: ConflictOutcome) -> String? { outcome.operationID }

    package func report(on outcome: ConflictOutcome) -> ShowOperation { ShowOperation(id: outcome.operationID ?? "") }

    package func printed(_ outcome: ConflictOutcome, _ report: OperationDocument?) -> SettledConflicts {
        report.map { .operation($0) } ?? .outcome(outcome)
    }

    package static func text(of settled: SettledConflicts) -> String {
        switch settled {
        case .outcome(let outcome): "\(outcome.settled) settled"
        case .operation(let operation): "\(operation.progress.processed - operation.progress.failed) settled"
        }
    }
}

/// What is printed of settled conflicts: the outcome, or the operation that settled them.
package enum SettledConflicts: Codable, Sendable {
    case outcome(ConflictOutcome)
    case operation(OperationDocument)

    package init(from decoder: any Decoder) throws { self = .outcome(try ConflictOutcome(from: decoder)) }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .outcome(let outcome): try outcome.encode(to: encoder)
        case .operation(let operation): try operation.encode(to: encoder)
        }
    }
}
