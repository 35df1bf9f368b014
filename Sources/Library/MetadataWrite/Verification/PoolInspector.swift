package import Media

/// Looks at files through the pool of workers.
package struct PoolInspector: CopyInspector {
    private let pool: WorkerPool

    package init(_ pool: WorkerPool) { self.pool = pool }

    package func inspect(_ file: OpenFile) throws -> Inspection {
        let found = try pool.inspect(file).get()
        guard let facts = found.facts else { throw FileProblem("the file", "no answer came") }
        return Inspection(
            facts: facts, tags: found.tags, parts: found.parts?.map(FilePart.init),
            decodingProblem: found.decodingProblem)
    }
}

extension FilePart {
    /// A part as the worker found it.
    fileprivate init(_ part: MediaPart) {
        let role: Role =
            switch part.role {
            case .xmp: .xmp
            case .exif: .exif
            case .other: .other
            }
        self.init(name: part.name, role: role, digest: part.digest)
    }
}
