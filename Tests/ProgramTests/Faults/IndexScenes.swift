import Foundation
import Platform
import TestSupport
import Testing

/// Six files that become a storage.
final class FirstIndexScene: ProgramScene {
    private let photos: String
    private let originals: Originals

    init() throws {
        let home = try Household()
        photos = try home.photos(4)
        try home.folder.write("photos/note.txt", "no photo")
        try home.folder.write("photos/cut.jpg", Array(TinyPhoto.jpeg(number: 9000).prefix(60)))
        originals = try Originals(photos)
        try super.init(home, folders: ["library", "photos"])
        words = ["storage", "add", photos]
        try keep()
    }

    /// The new signature may lie there half made; the next run removes it.
    override func harm() throws -> [String] {
        try Originals(photos).differences(from: originals).filter { !$0.hasPrefix(".photostead-new-") }
    }

    override func ending() throws -> Set<String> {
        try Originals(photos).lines.union(LibraryRows(home.library).lines)
    }

    override func isOver() throws -> Bool {
        let list = try home.run("--json", "operation", "list")
        return try list.code == 0 && list.objects().first?["status"].text == "complete"
    }
}

/// The signature and the master index of a storage, which an index run brings in line with five files: always the old
/// complete file or the new one.
final class IndexFilesScene: ProgramScene {
    private let photos: String
    override var everything: String { photos + "/" }

    init() throws {
        let home = try Household()
        photos = try home.photos(3)
        try super.init(home, folders: ["library", "photos"])
        let uuid = try #require(try home.add(photos)["uuid"].text)
        // So that there is one before, too.
        try home.folder.write("photos/second.jpg", TinyPhoto.jpeg(number: 51))
        words = ["storage", "reindex", uuid]
        try #require(try run([]).code == 0)
        try home.folder.write("photos/third.jpg", TinyPhoto.jpeg(number: 52))
        try keep()
    }

    private func number(_ field: String, of name: String) throws -> Int? {
        try JSON(String(contentsOfFile: photos + "/" + name, encoding: .utf8))[field].int
    }

    override func harm() throws -> [String] {
        let total = try number("total_files", of: "imalink-master.json")
        let previous = try number("total_files", of: "imalink-master.json.previous")
        let signed = try number("photo_count", of: ".imalink-storage")
        var harm: [String] = []
        if ![4, 5].contains(total) { harm.append("the index lists \(total ?? -1) files") }
        if ![3, 4, 5].contains(previous) || previous ?? 9 >= total ?? 0 && previous != total {
            harm.append("the index before lists \(previous ?? -1) files, this one \(total ?? -1)")
        }
        if ![4, 5].contains(signed) { harm.append("the signature counts \(signed ?? -1) photos") }
        return harm
    }

    override func ending() throws -> Set<String> {
        let names = try FileManager.default.contentsOfDirectory(atPath: photos)
        return [
            "lists \(try number("total_files", of: "imalink-master.json") ?? -1)",
            "counts \(try number("photo_count", of: ".imalink-storage") ?? -1)",
            "temporaries \(names.filter { $0.hasPrefix(".photostead-new-index") })",
        ]
    }
}
