import Model
package import Platform
import StorageAccess

/// Whether the files that a storage's master index lists are there: the check of a copy that came back.
package struct RestoredFiles: Sendable, Hashable {
    /// Files that the index lists; nil = there is no index, or it cannot be read.
    package private(set) var listed: Int?
    package private(set) var missing = 0
    /// The first of those that are missing, as they are displayed.
    package private(set) var examples: [String] = []
    /// Why the index cannot be read; it is left alone.
    package private(set) var problem: String?

    private static let mostExamples = 10

    /// Reads the master index and looks for each file; nothing of a file is read.
    ///
    /// - Throws: `FileError`.
    package init(in root: Folder) throws {
        do {
            guard
                let (_, found) = try MasterIndex.readNewest(in: root, into: Count(), { try $0.look(for: $1, in: root) })
            else { return }
            (listed, missing, examples) = (found.listed, found.missing, found.examples)
        } catch let error as FormatError { problem = error.description }
    }

    private struct Count {
        var listed = 0
        var missing = 0
        var examples: [String] = []

        mutating func look(for file: MasterIndex.File, in root: Folder) throws {
            listed += 1
            guard try root.status(of: file.path) == nil else { return }
            missing += 1
            if examples.count < RestoredFiles.mostExamples { examples.append(file.path.display) }
        }
    }
}
