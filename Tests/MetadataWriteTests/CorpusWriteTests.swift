import FaultSupport
import Foundation
import Media
import MetadataWrite
import Model
import Platform
import TestSupport
import Testing

/// Ratings written into copies of real photos and films, looked at by exiftool, which is not among the readers that
/// verify a write.
@Suite(
    .enabled(if: Corpus.isPresent, "the corpus is not there"),
    .enabled(if: WritingRoom.exifToolPath != nil, "exiftool is not installed"))
struct CorpusWriteTests {
    private static let pool = Result { WorkerPool(executable: try BuiltPrograms.path("photostead-worker")) }

    /// One or two of each format that is written into.
    private static let chosen = [
        "androidx-media/jpeg/london.jpg", "libavif/paris_extended_xmp.jpg", "pillow/frozenpond.mpo",
        "pillow/exif.png", "pillow/hopper.webp", "pillow_heif/non_heif/xmp.webp",
        "pillow/hopper.tif", "pillow_heif/heif/zPug_3.heic", "pigallery2/live_photo/IMG_7943.HEIC",
        "androidx-media/avif/white-1x1.avif", "libavif/colors-animated-8bpc-audio.avif",
        "androidx-media/mp4/sample.mp4", "nom-exif/testdata/meta.mov",
    ]

    /// All of the table in the long run.
    private static func files() throws -> [String] {
        guard ProcessInfo.processInfo.environment["PHOTOSTEAD_LONG"] != nil else { return chosen }
        let written: Set = [
            "JPEG", "MPO", "PNG", "APNG", "WEBP", "Extended WEBP", "TIFF", "HEIC", "AVIF", "MP4", "MOV",
        ]
        return try Corpus.table("EXPECTED_picture_hash.tsv").filter { written.contains($0["file_type"] ?? "") }
            .compactMap { $0["path"] }
    }

    /// What may differ in exiftool's list of a file: its own notes about the file, the rating, and pure offsets.
    private static let moving = [
        "[System]", "[ExifTool]", "[File]", "XMPToolkit", "ThumbnailOffset", "PreviewImageStart", "StripOffsets",
        "TileOffsets", "MPImageStart", "MediaDataOffset", "HasExtendedXMP", "[XMP-xmp]", "MediaData  ", "MediaDataSize",
        "WebP_Flags",
        "[QuickTime]     Wide ", "[XMP-microsoft] RatingPercent", "[IFD0]          Rating",
    ]

    @Test func `exiftool reads the rating and finds nothing else changed`() throws {
        for path in try Self.files() {
            let name = "copy." + (path.split(separator: ".").last.map(String.init) ?? "")
            let room = try WritingRoom()
            let content = try #require(FileManager.default.contents(atPath: Corpus.path + "/" + path))
            try room.home.write("storage/" + name, Array(content))
            let before = try tags(room, name)
            let writer = room.writer(inspector: try PoolInspector(Self.pool.get()))
            let changes = MetadataChanges(rating: Rating(3))
            guard try writer.write(room.request(changes, photo: name)).places == [.file] else {
                // Already rated so, or damaged: then it is as it was.
                #expect(room.bytes(name) == Array(content), "\(path)")
                #expect(!Self.chosen.contains(path), "\(path) was not written into")
                continue
            }
            #expect(try room.exifToolReads("XMP-xmp:Rating", name) == "3", "\(path)")
            let after = try tags(room, name)
            #expect(after.symmetricDifference(before).sorted() == [], "\(path)")
        }
    }

    @Test(arguments: chosen)
    func `taking the rating away leaves the picture as it was`(path: String) throws {
        let name = "copy." + (path.split(separator: ".").last.map(String.init) ?? "")
        let room = try WritingRoom()
        let content = try #require(FileManager.default.contents(atPath: Corpus.path + "/" + path))
        try room.home.write("storage/" + name, Array(content))
        let writer = room.writer(inspector: try PoolInspector(Self.pool.get()))
        let hash = try facts(room, name).pictureHash
        _ = try writer.write(room.request(MetadataChanges(rating: .favorite), photo: name))
        #expect(try facts(room, name).rating == .favorite)
        _ = try writer.write(room.request(MetadataChanges(rating: Rating.none), photo: name))
        #expect(try room.exifToolReads("XMP-xmp:Rating", name).isEmpty)
        let facts = try facts(room, name)
        #expect(facts.rating == nil || facts.rating == Rating.none)
        #expect(facts.pictureHash == hash)
        let known = try Corpus.table("EXPECTED_picture_hash.tsv").first { $0["path"] == path }
        #expect(hash.scope == .file || hash.value == known?["image_data_sha256"])
    }

    private func facts(_ room: WritingRoom, _ name: String) throws -> Facts {
        let path = try relative(name)
        let file = OpenFile(descriptor: try room.root.openFile(path), path: path, modifiedNanoseconds: 0)
        return try #require(try Self.pool.get().facts(of: [file]).first).get()
    }

    private func tags(_ room: WritingRoom, _ name: String) throws -> Set<String> {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: WritingRoom.exifToolPath ?? "")
        process.arguments = ["-a", "-G1", "-s", "-u", "-e", room.path(name)]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Set(
            text.split(separator: "\n").map(String.init).filter { line in
                // A tag without a value says nothing, and exiftool leaves it out.
                !line.hasSuffix(": ") && !Self.moving.contains { line.contains($0) }
            })
    }
}
