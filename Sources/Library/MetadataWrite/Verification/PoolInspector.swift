package import Media

/// Looks at files through the pool of workers.
package struct PoolInspector: CopyInspector {
    private let pool: WorkerPool

    package init(_ pool: WorkerPool) { self.pool = pool }

    package func inspect(_ file: OpenFile) throws -> Inspection {
        let results = try pool.facts(of: [file], urgency: .interactive)
        guard let facts = try results.first?.get() else { throw FileProblem("the file", "no answer came") }
        return Inspection(facts: facts, tags: [:], parts: nil)
    }
}
