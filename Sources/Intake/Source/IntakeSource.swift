package import Model
package import Platform

/// Where the files of an import come from: a folder, an upload, an export in parts.
package protocol IntakeSource: Sendable {
    /// Names the source in the hash cache.
    var cacheName: String { get }

    /// Where it lies: how it is read depends on the drive.
    var folder: Folder { get }

    /// Whether the source can be reached and is what it was.
    ///
    /// - Throws: a `Failure` that says what to do, as when a card was pulled.
    func check() throws

    /// Everything in the source, in the order of a walk; the same order each time while nothing changes.
    ///
    /// - Parameter emit: answers false when nobody wants more.
    func walk(stop: StopSignal, emit: (IntakeEntry) throws -> Bool) throws

    /// The file at a path as it is now; nil when it is gone.
    ///
    /// - Throws: `FileError`.
    func candidate(at path: RelativePath) throws -> IntakeCandidate?

    /// Takes a file away after it was moved.
    ///
    /// - Throws: `FileError`.
    func remove(_ path: RelativePath) throws
}

/// One thing that the walk of a source met.
package struct IntakeEntry: Sendable {
    package let path: RelativePath
    package let finding: Finding

    /// What it met there.
    package enum Finding: Sendable {
        case file(IntakeCandidate)
        /// Passed over for this reason.
        case ignored(String)
        case unreadable(reason: String, hint: String?)
    }

    package init(path: RelativePath, finding: Finding) {
        self.path = path
        self.finding = finding
    }
}
