extension WorkerPool {
    /// Makes pictures of photos and films, one decoding each; one result for each file, in their order.
    ///
    /// A file without a picture of its own (an icon is shown for it) gives a problem. Files go to the workers one by
    /// one, so that a page never waits for a batch.
    package func renditions(
        of files: [OpenFile], sizes: RenditionSizes, urgency: Urgency = .batch
    ) throws(WorkerProblem) -> [Result<Renditions, FileProblem>] {
        try ask(.renditions, options: [sizes.rawValue], files: files, urgency: urgency, most: 1) {
            (body) throws(WorkerProblem) in try Renditions(body: body)
        }
    }
}
