import HTTP
import Platform

/// The files below `Public`, linked with the version of their content so that browsers may keep them for ever.
package struct PublicAssets: Sendable {
    /// nil = nothing is served, and links carry no version.
    private let files: StaticFiles?
    /// nil = styles and scripts are linked one by one, as they lie on the disk.
    private let bundle: AssetBundle?

    /// - Parameter picksUpEdits: serve the files one by one as they are now (`serve --dev`).
    /// - Throws: `FileError`.
    package init(folder: String, picksUpEdits: Bool = false) throws {
        files = try StaticFiles(folder: folder)
        bundle = picksUpEdits ? nil : try AssetBundle(folder: folder, styles: Self.styles)
    }

    private init() { (files, bundle) = (nil, nil) }

    /// Links without versions, so that a reviewed page changes only when the page does.
    static let unversioned = PublicAssets()

    /// Links to the stylesheets, in the order of the cascade.
    var stylesheets: [String] {
        bundle == nil && files != nil ? Self.styles.map { link("css/\($0).css") } : [link(AssetBundle.stylesheet)]
    }

    /// Links to the modules that the script of every page imports, to be loaded beside it.
    var modules: [String] { bundle?.modules.map(link) ?? [] }

    /// `/public/css/base.css?v=1f0c...`; without a version when there is no such file.
    func link(_ file: String) -> String {
        let path = "/public/\(file)"
        return (bundle?[file]?.version ?? files?.version(file)).map { "\(path)?v=\($0)" } ?? path
    }

    /// The answer to a request for a file; nil when there is none.
    func response(_ file: String, for head: RequestHead) -> Response? {
        bundle?[file]?.response(for: head) ?? files?.response(file.split(separator: "/").map(String.init), for: head)
    }

    /// The file that a path names, by its path below `Public`: plain names only, so that no trick of encoding or dots
    /// reaches the file system.
    static func file(_ path: [String]) -> String? {
        guard path.count > 1, path[0] == "public" else { return nil }
        let isPlain = path.dropFirst().allSatisfy { component in
            component.first != "." && !component.isEmpty
                && component.utf8.allSatisfy {
                    RouteTable<Never>.isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F].contains($0)
                }
        }
        return isPlain ? path.dropFirst().joined(separator: "/") : nil
    }

    /// In the order of the cascade: the first one names the layers. One file per component.
    static let styles = [
        "layers", "tokens", "reset", "base", "frame", "page", "button", "chip", "field", "stars", "badge", "banner",
        "card", "table", "progress", "chart", "empty", "toast", "dialog", "discovery", "picker", "path", "grid", "tile",
        "ratios", "colours", "photo", "operation", "found", "statistics", "conflict", "import", "preview", "ledger",
        "question", "upload", "welcome", "utilities",
    ]
}
