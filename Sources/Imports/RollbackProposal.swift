package import Intake

/// What taking an import back would do, and the id by which that is confirmed.
package struct RollbackProposal: Sendable, Encodable {
    package let id: String
    package let plan: RollbackPlan

    private enum CodingKeys: String, CodingKey {
        case id = "plan_id"
    }

    package func encode(to encoder: any Encoder) throws {
        try plan.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
    }
}
