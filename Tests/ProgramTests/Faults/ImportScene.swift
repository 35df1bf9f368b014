import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A library with a storage and a card whose six files take every way: a new photo with its sidecar, one that replaces
/// a copy, one that the card holds twice, an empty one, a name that is taken. It can be laid out again and again.
final class ImportScene: ProgramScene {
    private var storage = ""
    /// As it was laid out.
    private(set) var card = Originals.none
    private(set) var files = Originals.none
    /// What an import leaves in the storage, by which a half file is told.
    private var imported = Originals.none
    private let isMove: Bool
    /// What the session is called when the command has come to its end.
    private var lastState = "complete"
    var target: String { home.path + "/storage" }
    var source: String { home.path + "/card" }

    /// - Parameter more: further photos on the card.
    init(isMove: Bool = false, more: Int = 0) throws {
        self.isMove = isMove
        try super.init(Household(), folders: ["library", "card", "storage"])
        let known = TinyPhoto.jpeg(number: 1)
        try home.folder.write("storage/old/known.jpg", known)
        storage = try #require(try home.add(target)["uuid"].text)
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
        try keep()
        card = try Originals(source)
        files = try Originals(target)
        _ = try run([])
        imported = try Originals(target)
        try reset()
    }

    /// After an import that is taken back (`rollback`), or was and is restored (`restore`).
    convenience init(_ verb: String) throws {
        try self.init()
        var verbs = ["rollback"]
        if verb == "restore" { verbs.append(verb) }
        try #require(try run([]).code == 0)
        for verb in verbs.dropLast() { try #require(try home.run("import", verb, "1").code == 0) }
        words = ["import", verb, "1"]
        lastState = verb == "rollback" ? "rolled_back" : "complete"
        try keep()
    }

    override func ending() throws -> Set<String> {
        Set(try Originals(source).lines.map { "card: " + $0 }).union(try Originals(target).lines)
            .union(try LibraryRows(home.library).lines)
    }

    /// The card is as it was, nothing is lost, and each file of the storage is one of before or one of after.
    override func harm() throws -> [String] {
        let now = try Originals(target)
        // A number behind a name tells what came first.
        let torn = now.files.filter {
            $0.value != imported.files[$0.key] && $0.value != files.files[$0.key] && !Self.isTemporary($0.key)
        }
        return try lost().map { "lost: \($0)" } + torn.map { "\($0.key) is \($0.value)" }
            + (isMove ? [] : try Originals(source).differences(from: card))
    }

    override func isOver() throws -> Bool {
        try home.run("--json", "import", "list").objects().first?["status"].text == lastState
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
