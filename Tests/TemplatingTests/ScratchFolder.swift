import Foundation

@testable import Templating

/// A folder of templates that lives as long as the value.
final class ScratchFolder {
    let path: String

    init(_ templates: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)").path
        for (name, text) in templates { try write(name, text) }
    }

    deinit {
        // Leaving a folder in /tmp behind harms no test.
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ name: String, _ text: String) throws {
        let file = URL(filePath: "\(path)/\(name).html")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    static let pragma = "{{%AUTOESCAPE context=\"HTML\"}}\n"
}

/// Renders one template given as text.
func rendered(_ text: String, _ value: TemplateValue, with others: [String: String] = [:]) throws -> String {
    var templates = others.mapValues { ScratchFolder.pragma + $0 }
    templates["page"] = ScratchFolder.pragma + text
    let folder = try ScratchFolder(templates)
    return String(decoding: try TemplateSet(folder: folder.path).render("page", value), as: UTF8.self)
}
