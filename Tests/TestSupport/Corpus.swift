import Foundation

/// The real media beside the package, `../shared/corpus`; tests that use it are skipped where it is not there.
package enum Corpus {
    /// The package's own folder, found from this file.
    package static let packageFolder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Absolute path of the corpus, whether it is there or not.
    package static let path = URL(fileURLWithPath: packageFolder).deletingLastPathComponent()
        .appendingPathComponent("shared/corpus").path

    package static let isPresent = FileManager.default.fileExists(atPath: path + "/MANIFEST.tsv")

    /// Rows of a table of the corpus, by column name.
    package static func table(_ name: String) throws -> [[String: String]] {
        let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true)[...]
        let columns = (lines.popFirst() ?? "").split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return lines.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(columns, fields)) { first, _ in first }
        }
    }
}
