package import Model
package import Platform

/// A file that the server has opened for a worker; workers get descriptors, never paths.
package struct OpenFile: Sendable {
    package let descriptor: Descriptor
    /// Below its storage: name, extension and folder tell a type or a date where the content does not.
    package let path: RelativePath
    package let modifiedNanoseconds: Int64

    package init(descriptor: Descriptor, path: RelativePath, modifiedNanoseconds: Int64) {
        self.descriptor = descriptor
        self.path = path
        self.modifiedNanoseconds = modifiedNanoseconds
    }
}

/// Why one file could not be read, while the others could: an I/O error, a time-out, a worker that died.
package struct FileProblem: Failure, Hashable {
    package let subject: String?
    package let reason: String
    package let hint: String?
    /// The file is not at fault, as far as anybody can tell: what was asked for is asked for again.
    package let isRetryable: Bool

    package init(_ path: String, _ reason: String, hint: String? = nil, isRetryable: Bool = false) {
        subject = path
        self.reason = reason
        self.hint = hint
        self.isRetryable = isRetryable
    }
}

/// Who reads facts: the pool of workers, or a test's stand-in.
package protocol FactsReading: Sendable {
    /// One result for each file, in their order.
    ///
    /// - Throws: a `Failure` when nothing can be read at all, as when no worker can be started.
    func facts(of files: [OpenFile]) throws -> [Result<Facts, FileProblem>]
}
