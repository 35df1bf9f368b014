package import Media
import Model

extension WorkerPool: RenditionMaking {
    package func renditions(
        of file: OpenFile, sizes: RenditionSizes, urgency: Urgency
    ) throws -> Result<Renditions, FileProblem> {
        let results: [Result<Renditions, FileProblem>] = try renditions(of: [file], sizes: sizes, urgency: urgency)
        guard let first = results.first else { return .failure(FileProblem(file.path.display, "no answer came")) }
        return first
    }
}
