package import Media
import Model

/// Looks at files through the pool of workers.
package struct PoolInspector: CopyInspector {
    private let pool: WorkerPool
    private let urgency: Urgency

    package init(_ pool: WorkerPool, urgency: Urgency = .interactive) {
        self.pool = pool
        self.urgency = urgency
    }

    package func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection {
        var parts: InspectionParts = [.facts, .tags, .structure]
        if digests == .identity { parts.insert(.identity) }
        let found = try pool.inspect(file, parts: parts, urgency: urgency).get()
        guard let facts = found.facts else { throw FileProblem(file.path.display, "no answer came") }
        let isComparable = found.parts != nil || SidecarNames.isSidecar(file.path)
        return Inspection(
            facts: facts, tags: found.tags, parts: found.parts,
            gap: facts.problem ?? (isComparable ? nil : "its structure cannot be followed to the end"))
    }

    package func decodingProblem(of file: OpenFile) throws -> String? {
        try pool.inspect(file, parts: .decoding, urgency: urgency).get().decodingProblem
    }
}
