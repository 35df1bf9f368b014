import Foundation

/// The programs of the package, found beside the tests.
package enum BuiltPrograms {
    package struct Missing: Error, CustomStringConvertible {
        let name: String
        package var description: String { "\(name) was not built" }
    }

    /// Absolute path of a program; the folder of another build can be named by `PHOTOSTEAD_PROGRAMS`.
    ///
    /// - Throws: `Missing`.
    package static func path(_ name: String) throws -> String {
        let folders: [String?] = [
            ProcessInfo.processInfo.environment["PHOTOSTEAD_PROGRAMS"], Bundle.main.bundleURL.path,
            Corpus.packageFolder + "/.build/debug",
        ]
        let candidates = folders.compactMap { $0.map { $0 + "/" + name } }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else { throw Missing(name: name) }
        return found
    }
}
