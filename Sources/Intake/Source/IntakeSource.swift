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

    /// - Throws: `FileError`.
    func open(_ path: RelativePath) throws -> Descriptor

    /// Takes a file away after it was moved.
    ///
    /// - Throws: `FileError`.
    func remove(_ path: RelativePath) throws

    /// lstat(2) of a file; nil when it is gone.
    ///
    /// - Throws: `FileError`.
    func status(of path: RelativePath) throws -> FileStatus?

    /// Gives a file a second name in a folder of the storage, where the source lies on the same disk and is ours alone.
    ///
    /// - Returns: false when it has to be copied.
    /// - Throws: `FileError` of the storage.
    func link(_ path: RelativePath, to name: [UInt8], in folder: Folder) throws -> Bool

    /// What the file's album is called, for paths that name it.
    func album(of path: RelativePath) -> String
}

extension IntakeSource {
    package func link(_ path: RelativePath, to name: [UInt8], in folder: Folder) throws -> Bool { false }
}

/// One thing that the walk of a source met.
package struct IntakeEntry: Sendable {
    package let path: RelativePath
    package let finding: Finding

    /// What it met there.
    package enum Finding: Sendable {
        /// A file to look at: bytes, and nanoseconds since 1970.
        case file(size: Int64, modifiedNanoseconds: Int64)
        /// Passed over for this reason.
        case ignored(String)
        case unreadable(reason: String, hint: String?)
    }

    package init(path: RelativePath, finding: Finding) {
        self.path = path
        self.finding = finding
    }
}
