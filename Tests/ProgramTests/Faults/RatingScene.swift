import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// A library with three photos, one of them in two copies, all of which are rated.
final class RatingScene: ProgramScene {
    let photos: String
    private var originals = Originals.none
    /// What an undisturbed run leaves.
    private(set) var written = Originals.none

    init() throws {
        let home = try Household()
        photos = try home.photos(3)
        try super.init(home, folders: ["library", "photos"])
        let source = photos + "/0/photo-0.jpg"
        try FileManager.default.copyItem(atPath: source, toPath: photos + "/1/copy of 0.jpg")
        chmod(source, 0o640)
        if getuid() == 0 { chown(source, 65534, 65534) }
        // Without the tool the oracle looks at one thing less.
        _ = try? Launcher.run(
            Command("/usr/bin/setfattr", arguments: ["-n", "user.note", "-v", "kept", source].map { Array($0.utf8) }),
            seconds: Household.patience)
        try home.add(photos)
        words = ["rate"] + (0..<3).map { [photos] in "\(photos)/\($0)/photo-\($0).jpg" } + ["--rating", "4"]
        originals = try Originals(photos)
        try keep()
        try #require(try run([]).code == 0)
        written = try Originals(photos)
        #expect(written.differences(from: originals).count == 4)
        try reset()
    }

    /// Each photo is the old one or the new one, whole.
    override func harm() throws -> [String] {
        let now = try Originals(photos).files
        return Set(now.keys).union(originals.files.keys).sorted().filter {
            now[$0] != originals.files[$0] && now[$0] != written.files[$0]
        }.map { "\($0): \(now[$0] ?? "is gone")" }
    }

    override func ending() throws -> Set<String> {
        try Originals(photos).lines.union(LibraryRows(home.library).lines)
    }
}
