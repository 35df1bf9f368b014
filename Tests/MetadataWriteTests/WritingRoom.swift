import FaultSupport
import Foundation
import MetadataWrite
import Model
import Platform
import TestSupport
import Testing

/// A storage with one photo, a journal and a writer, for the tests of the metadata write.
struct WritingRoom {
    let home: TemporaryFolder
    let journal: LineJournal
    let root: Folder
    let exifTool: ExifTool?

    static let exifToolPath = ExifTool.find()

    private let storage: String

    init(
        photo: String = "photo.jpg", exifTool: String? = WritingRoom.exifToolPath, storage: String = "storage"
    ) throws {
        self.storage = storage
        home = try TemporaryFolder()
        try home.makeFolder("journal")
        try home.write(storage + "/" + photo, TinyPhoto.jpeg(segments: [(0xE4, Array("keep me".utf8))]))
        journal = try LineJournal(
            in: Folder(path: home.path + "/journal"), item: Self.item())
        root = try Folder(path: home.path + "/\(storage)")
        self.exifTool = exifTool.map { ExifTool(executable: $0) }
    }

    func request(
        _ changes: MetadataChanges, photo: String = "photo.jpg", policy: WritePolicy = .embed, hardLinks: Bool = false,
        picture: IndexedPicture? = nil
    ) throws -> WriteRequest {
        WriteRequest(
            root: root, storage: 1, item: try Self.item(),
            photo: try relative(photo), picture: picture, changes: changes, policy: policy, allowsHardLinks: hardLinks)
    }

    func writer(inspector: any CopyInspector = SegmentInspector(), withTool: Bool = true) -> MetadataWriter {
        MetadataWriter(journal: journal, inspector: inspector, exifTool: withTool ? exifTool : nil)
    }

    static func item() throws -> MediaID { try #require(MediaID("20240101_000000_000")) }

    @discardableResult
    func rate(_ stars: Int, photo: String = "photo.jpg", policy: WritePolicy = .embed) throws -> WriteOutcome {
        try writer().write(request(MetadataChanges(rating: Rating(stars)), photo: photo, policy: policy))
    }

    func path(_ name: String = "photo.jpg") -> String { home.path + "/\(storage)/" + name }
    func bytes(_ name: String = "photo.jpg") -> [UInt8]? {
        FileManager.default.contents(atPath: path(name)).map { Array($0) }
    }
    func text(_ name: String) -> String { String(decoding: bytes(name) ?? [], as: UTF8.self) }

    /// What stands in the storage, our own folder left out.
    var names: [String] {
        let all = try? FileManager.default.contentsOfDirectory(atPath: home.path + "/\(storage)")
        return (all ?? []).filter { $0 != ".photostead" }.sorted()
    }

    /// What lies in the staging folder.
    var staged: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path(".photostead/staging"))) ?? []
    }

    /// Makes a program that runs these lines of shell and is exiftool then.
    static func tool(in home: TemporaryFolder, _ lines: String) throws {
        let script = try home.write("tool", "#!/bin/sh\n\(lines)\nexec \(exifToolPath ?? "") \"$@\"\n")
        chmod(script, 0o755)
    }

    /// Shell that stands for exiftool and says the same to each command.
    static func answering(_ output: String, _ errors: String) -> String {
        """
        while read -r line; do
            case "$line" in
            -execute*) echo "\(output)"; echo "{ready${line#-execute}}"
                echo "\(errors) - /some/path" >&2; echo "{errors${line#-execute}}" >&2 ;;
            esac
        done
        """
    }

    /// What exiftool itself reads.
    func exifToolReads(_ tag: String, _ name: String = "photo.jpg") throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.exifToolPath ?? "/usr/bin/exiftool")
        process.arguments = ["-b", "-" + tag, path(name)]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

func relative(_ path: String) throws -> RelativePath { try #require(RelativePath(path)) }
