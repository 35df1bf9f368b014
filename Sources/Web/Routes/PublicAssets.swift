import HTTP
import Platform

/// The files below `Public`, linked with the version of their content so that browsers may keep them for ever.
package struct PublicAssets: Sendable {
    /// nil = nothing is served, and links carry no version.
    private let files: StaticFiles?

    /// - Throws: `FileError`.
    package init(folder: String) throws { files = try StaticFiles(folder: folder) }

    private init() { files = nil }

    /// Links without versions, so that a reviewed page changes only when the page does.
    package static let unversioned = PublicAssets()

    /// `/public/css/base.css?v=1f0c...`; without a version when there is no such file.
    package func link(_ file: String) -> String {
        let path = Route.asset(file).path
        return files?.version(file).map { "\(path)?v=\($0)" } ?? path
    }

    /// The answer to a request for a file; nil when there is none.
    func response(_ file: String, for head: RequestHead) -> Response? {
        files?.response(file.split(separator: "/").map(String.init), for: head)
    }
}
