extension WorkerPool {
    /// Makes pictures of photos and films, one decoding each; one result for each file, in their order.
    ///
    /// A file without a picture of its own (an icon is shown for it) gives a problem. A page may wait until a worker has
    /// done all files of one call.
    package func renditions(
        of files: [OpenFile], sizes: RenditionSizes, urgency: Urgency = .batch
    ) throws(WorkerProblem) -> [Result<RenditionSet, FileProblem>] {
        try ask(.renditions, options: [sizes.rawValue], files: files, urgency: urgency) {
            (body) throws(WorkerProblem) in try RenditionSet(body: body)
        }
    }
}
