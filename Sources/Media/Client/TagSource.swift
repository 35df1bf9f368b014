import Model

/// Who reads every tag of a file: the pool of workers, or a test's stand-in.
package protocol TagSource: Sendable {
    /// By their full names, such as `Exif.Image.Rating`.
    ///
    /// - Throws: a `Failure` when the file could not be looked at.
    func tags(of file: OpenFile) throws -> [String: String]
}

extension WorkerPool: TagSource {
    package func tags(of file: OpenFile) throws -> [String: String] { try inspect(file, parts: .tags).get().tags }
}
