extension WorkerPool: FactsReading {
    /// As `facts(of:urgency:)` for a long operation.
    package func facts(of files: [OpenFile]) throws -> [Result<Facts, FileProblem>] {
        try facts(of: files, urgency: .batch)
    }

    /// Reads digests, picture hash, type and metadata of files; one result for each, in their order.
    ///
    /// Any number of files; they go to the workers in messages of 64. Call from several threads with some dozens of
    /// files each. Throws only when no worker can be had (`.noWorker`, `.closed`); what a file does to its worker is
    /// in that file's result.
    package func facts(
        of files: [OpenFile], urgency: Urgency
    ) throws(WorkerProblem) -> [Result<Facts, FileProblem>] {
        try ask(.facts, files: files, urgency: urgency) { (body) throws(WorkerProblem) in
            try Facts(body: body).checked()
        }
    }
}
