extension WorkerPool {
    /// Reads a file by programs that did not write it: facts, all tags, the parts of its container, and whether it
    /// decodes. Sidecars (`.xmp`) have facts and tags only.
    package func inspect(
        _ file: OpenFile, parts: InspectionParts = .everything, urgency: Urgency = .interactive
    ) throws(WorkerProblem) -> Result<MediaInspection, FileProblem> {
        let results = try ask(.inspection, options: [parts.rawValue], files: [file], urgency: urgency) {
            (body) throws(WorkerProblem) in try MediaInspection(body: body)
        }
        return results.first ?? .failure(WorkerProblem.closed.about(file))
    }
}
