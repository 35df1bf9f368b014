import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A library with a storage and a card whose six files take every way: a new photo with its sidecar, one that replaces
/// a copy, one that the card holds twice, an empty one, a name that is taken. It can be laid out again and again.
final class ImportScene {
    let home: Household
    let storage: String
    let words: [String]
    /// As it was laid out.
    let card: Originals
    let files: Originals
    var target: String { home.path + "/storage" }
    var source: String { home.path + "/card" }

    /// What a run leaves.
    struct Ending {
        let card: Originals
        let files: Originals
        let rows: LibraryRows
    }

    /// - Parameter more: further photos on the card.
    init(isMove: Bool = false, more: Int = 0) throws {
        home = try Household()
        let known = TinyPhoto.jpeg(number: 1)
        try home.folder.write("storage/old/known.jpg", known)
        storage = try #require(try home.add(home.path + "/storage")["uuid"].text)
        try home.folder.write("card/DCIM/1/new.jpg", TinyPhoto.jpeg(number: 2))
        try home.folder.write("card/DCIM/1/new.jpg.xmp", Self.sidecar)
        try home.folder.write("card/DCIM/1/copy.jpg", known)
        try home.folder.write("card/DCIM/2/new.jpg", TinyPhoto.jpeg(number: 3))
        try home.folder.write("card/DCIM/2/twin.jpg", TinyPhoto.jpeg(number: 2))
        try home.folder.write("card/DCIM/2/empty.jpg", [])
        for number in 0..<more {
            try home.folder.write("card/DCIM/\(3 + number % 5)/more-\(number).jpg", TinyPhoto.jpeg(number: 10 + number))
        }
        for (number, path) in try FileManager.default.subpathsOfDirectory(atPath: home.path + "/card").enumerated() {
            var times = [timespec](repeating: timespec(tv_sec: 1_000_000_000 + number, tv_nsec: 987_654_321), count: 2)
            utimensat(AT_FDCWD, home.path + "/card/" + path, &times, 0)
        }
        words =
            ["import", home.path + "/card", "--into", storage, "--organise", "flat", "--duplicates", "replace"]
            + (isMove ? ["--move"] : [])
        card = try Originals(home.path + "/card")
        files = try Originals(home.path + "/storage", without: Self.others)
        try keep()
    }

    /// Our own files besides the trash, whose folder has a name of its own each time.
    private static let others: Set<String> = [
        ".imalink-storage", ".imalink-storage.lock", ".photostead", "imalink-master.json",
        "imalink-master.json.previous", "imalink-sessions",
    ]

    private static let parts = ["library", "storage", "card"]

    /// What lies there now is what `reset` lays out.
    func keep() throws {
        for name in Self.parts {
            let aside = "\(home.path)/aside-\(name)"
            if FileManager.default.fileExists(atPath: aside) { try FileManager.default.removeItem(atPath: aside) }
            try Self.copy("\(home.path)/\(name)", to: aside)
        }
    }

    func reset() throws {
        for name in Self.parts {
            try FileManager.default.removeItem(atPath: home.path + "/" + name)
            try Self.copy("\(home.path)/aside-\(name)", to: "\(home.path)/\(name)")
        }
    }

    private static func copy(_ folder: String, to target: String) throws {
        let end = try Launcher.run(
            Command("/bin/cp", arguments: ["-a", folder, target].map { Array($0.utf8) }), seconds: Household.patience)
        try #require(end.status.isSuccess)
    }

    /// What is there now.
    func ending() throws -> Ending {
        Ending(
            card: try Originals(source), files: try Originals(target, without: Self.others),
            rows: try LibraryRows(home.library))
    }

    /// What differs now from how another run ended; empty = nothing.
    func differences(from ending: Ending) throws -> [String] {
        let now = try self.ending()
        return now.card.differences(from: ending.card) + now.files.differences(from: ending.files)
            + now.rows.differences(from: ending.rows)
    }

    /// Contents of the card and the storage, as they were laid out, that lie complete in none of the two any more.
    func lost() throws -> [String] {
        let places = [try Originals(source), try Originals(target, without: [])]
        let present = Set(places.flatMap { $0.files.values }.map(Self.content))
        return (Array(card.files.values) + Array(files.files.values)).map(Self.content)
            .filter { !present.contains($0) }
    }

    /// `sha256 X size N` of a line of the oracle.
    private static func content(_ line: String) -> String {
        line.split(separator: " ").prefix(4).joined(separator: " ")
    }

    private static let sidecar = Array(
        """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>
        """.utf8)
}
