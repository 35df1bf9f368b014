import Model
import Platform

/// The styles of a site as one file and its modules with versioned imports, made once and kept in memory.
///
/// One request instead of one for each file, and no file that is asked about again at the next page. All modules share
/// one version, so that an import in any of them names the address under which the others are loaded.
package struct AssetBundle: Sendable {
    /// The name of the stylesheet.
    package static let stylesheet = "css/site.css"

    private static let largestFile = 1 << 20

    /// The names of the modules, in order.
    package let modules: [String]
    private let files: [String: KeptFile]

    /// - Parameters:
    ///   - path: the folder with `css`, `js` and `icons`.
    ///   - styles: the stylesheets in the order of the cascade, by their names without folder and extension.
    /// - Throws: `FileError`.
    package init(folder path: String, styles: [String]) throws {
        let folder = try Folder(path: path)
        let icons = try Self.files(in: folder, "icons")
        let css = try styles.map { try Self.read("css/\($0).css", folder) }.joined()
        let scripts = try Self.files(in: folder, "js")
        let version = KeptFile(scripts.flatMap(\.text.utf8), extension: "js").version
        var files = [Self.stylesheet: KeptFile(Self.style(css, icons), extension: "css")]
        for script in scripts {
            files["js/" + script.name] = KeptFile(
                Array(Self.versioned(script.text, scripts.map(\.name), version).utf8), extension: "js", version: version
            )
        }
        self.files = files
        modules = scripts.map { "js/" + $0.name }
    }

    /// nil when the file is none of the bundle.
    package subscript(name: String) -> KeptFile? { files[name] }

    private typealias File = (name: String, text: String)

    private static func read(_ name: String, _ folder: Folder) throws -> String {
        guard let path = RelativePath(name) else { return "" }
        return String(decoding: try folder.openFile(path).readAll(limit: largestFile), as: UTF8.self)
    }

    /// The visible files of a folder, sorted by name.
    private static func files(in top: Folder, _ name: String) throws -> [File] {
        guard let path = RelativePath(name) else { return [] }
        let names = try top.openFolder(path).entries().filter { $0.kind == .file && $0.name.first != UInt8(ascii: ".") }
            .map { String(decoding: $0.name, as: UTF8.self) }
        return try names.sorted().map { ($0, try read("\(name)/\($0)", top)) }
    }

    /// Without indentation and empty lines, and with versions of the icons.
    private static func style(_ css: String, _ icons: [File]) -> [UInt8] {
        var text = css.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
        for icon in icons {
            let version = KeptFile(Array(icon.text.utf8), extension: "svg").version
            text = text.replacing("../icons/\(icon.name)\"", with: "../icons/\(icon.name)?v=\(version)\"")
        }
        return Array(text.utf8)
    }

    private static func versioned(_ script: String, _ names: [String], _ version: String) -> String {
        names.reduce(script) { $0.replacing("\"./\($1)\"", with: "\"./\($1)?v=\(version)\"") }
    }
}
