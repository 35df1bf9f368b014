import FaultSupport
import Foundation
import Media
import MetadataWrite
import Model
import Platform
import TestSupport
import Testing

@Suite(.enabled(if: WritingRoom.exifToolPath != nil, "exiftool is not installed"))
struct MetadataWriterTests {
    private let room: WritingRoom

    init() throws { room = try WritingRoom() }

    @Test func `a rating stands in the file, and nothing else has changed`() throws {
        let path = room.path()
        chmod(path, 0o640)
        var times = [timespec(tv_sec: 5, tv_nsec: 6), timespec(tv_sec: 981_173_106, tv_nsec: 123_456_789)]
        utimensat(AT_FDCWD, path, &times, 0)
        let before = try SegmentInspector().inspect(opened())
        #expect(try room.rate(5).places == [.file])
        let after = try SegmentInspector().inspect(opened())
        #expect(try room.exifToolReads("XMP-xmp:Rating") == "5")
        #expect(after.facts.pictureHash == before.facts.pictureHash)
        #expect(after.parts?.filter { $0.role == .other } == before.parts)
        let status = try #require(try room.root.status(of: relative("photo.jpg")))
        #expect(status.mode == 0o640)
        #expect(status.modifiedNanoseconds == 981_173_106_123_456_789)
        #expect(room.journal.states == ["planned", "prepared", "done"])
        #expect(room.staged.isEmpty)
    }

    @Test func `taking the favourite away removes the tag`() throws {
        try room.rate(5)
        try room.rate(0)
        #expect(try room.exifToolReads("XMP-xmp:Rating").isEmpty)
    }

    @Test func `a rejected photo is marked, and texts survive as they were typed`() throws {
        let text = "Łódź & <b> \"$5\" @home \\n\nsecond line"
        let changes = MetadataChanges(rating: .rejected, label: "Red", title: "  \(text)\u{7} ", description: "-x=y")
        _ = try room.writer().write(room.request(changes))
        #expect(try room.exifToolReads("XMP-xmp:Rating") == "-1")
        #expect(try room.exifToolReads("XMP-xmp:Label") == "Red")
        #expect(try room.exifToolReads("XMP-dc:Title") == text)
        #expect(try room.exifToolReads("XMP-dc:Description") == "-x=y")
    }

    @Test func `a file that says the same already is not touched`() throws {
        let before = try room.root.status(of: relative("photo.jpg"))
        #expect(try room.rate(0).places.isEmpty)
        #expect(try room.root.status(of: relative("photo.jpg"))?.changedNanoseconds == before?.changedNanoseconds)
        #expect(room.journal.states.isEmpty)
        #expect(room.names == ["photo.jpg"])
    }

    @Test func `a copy that another reader does not accept is thrown away and a sidecar is written`() throws {
        let before = room.bytes()
        let writer = room.writer(inspector: AlteringInspector { $0.facts.pictureHash = .init(value: "", scope: .data) })
        let outcome = try writer.write(room.request(MetadataChanges(rating: .favorite)))
        #expect(outcome.note == "the written copy was not accepted: the picture data changed")
        #expect(try outcome.places == [.sidecar(relative("photo.jpg.xmp"))])
        #expect(room.bytes() == before)
        #expect(room.staged.isEmpty)
        #expect(room.journal.states == ["planned", "failed", "planned", "prepared", "done"])
    }

    @Test func `a file changed meanwhile keeps what the other program wrote`() throws {
        let path = room.path()
        let writer = room.writer(inspector: AlteringInspector { _ in appendByte(to: path) })
        #expect(throws: MetadataWriteError.changedMeanwhile(path)) {
            _ = try writer.write(room.request(MetadataChanges(rating: .favorite)))
        }
        #expect(room.bytes()?.last == UInt8(ascii: "x"))
        #expect(room.staged.isEmpty)
    }

    @Test func `a file with two names is written only if that was agreed`() throws {
        link(room.path(), room.path("other.jpg"))
        let request = try room.request(MetadataChanges(rating: .favorite))
        #expect(throws: MetadataWriteError.hardLinks(room.path(), count: 2)) { try room.writer().write(request) }
        let agreed = try room.request(MetadataChanges(rating: .favorite), hardLinks: true)
        #expect(try room.writer().write(agreed).places == [.file])
        #expect(room.text("other.jpg").contains("Rating") == false)
    }

    @Test func `a sidecar with two names is written only if that was agreed`() throws {
        try room.rate(3, policy: .sidecar)
        let sidecar = room.path("photo.jpg.xmp")
        link(sidecar, room.path("other.xmp"))
        let request = try room.request(MetadataChanges(rating: .favorite), policy: .sidecar)
        #expect(throws: MetadataWriteError.hardLinks(sidecar, count: 2)) { try room.writer().write(request) }
        let agreed = try room.request(MetadataChanges(rating: .favorite), policy: .sidecar, hardLinks: true)
        #expect(try room.writer().write(agreed).places == [.sidecar(relative("photo.jpg.xmp"))])
        #expect(room.text("other.xmp").contains("<xmp:Rating>3<"))
    }

    @Test func `a time beyond the year 2262 stays`() throws {
        var times = [timespec(tv_sec: 5, tv_nsec: 6), timespec(tv_sec: 13_569_465_600, tv_nsec: 7)]
        utimensat(AT_FDCWD, room.path(), &times, 0)
        try room.rate(5)
        var status = stat()
        stat(room.path(), &status)
        #expect(status.st_mtim.tv_sec == 13_569_465_600)
        #expect(status.st_mtim.tv_nsec == 7)
    }

    @Test(arguments: ["new\nline -execute.jpg", "-b.jpg", "dir/é 'q'.jpg", "no extension", "png-by-name.png"])
    func `no name can become an option`(name: String) throws {
        let room = try WritingRoom(photo: name)
        #expect(try room.rate(3, photo: name).places == [.file])
        let facts = try SegmentInspector().inspect(opened(name, in: room)).facts
        #expect(facts.rating?.stars == 3)
    }

    @Test func `an exiftool that dies costs one write and is started again`() throws {
        let home = try TemporaryFolder()
        let room = try WritingRoom(exifTool: home.path + "/tool")
        // Anywhere else it may not write.
        let once = room.path(".photostead/staging/once")
        try WritingRoom.tool(in: home, "[ -e '\(once)' ] || { touch '\(once)'; exit 1; }")
        let before = room.bytes()
        let writer = room.writer()
        let request = try room.request(MetadataChanges(rating: .favorite))
        let error = #expect(throws: MetadataWriteError.self) { try writer.write(request) }
        guard case .toolFailed? = error else {
            Issue.record("\(String(describing: error)) does not blame exiftool")
            return
        }
        #expect(room.bytes() == before)
        #expect(try writer.write(request).places == [.file])
    }

    @Test(.enabled(if: Confinement.isSupported, "this kernel cannot confine"))
    func `exiftool writes in the staging folder and nowhere else`() throws {
        let home = try TemporaryFolder()
        let room = try WritingRoom(exifTool: home.path + "/tool")
        let staging = room.path(".photostead/staging")
        try WritingRoom.tool(
            in: home,
            "cp '\(room.path())' '\(staging)/read'; touch '\(room.path("made"))' '\(home.path)/made'; "
                + "touch '\(staging)/made'; rm '\(room.path())'")
        #expect(try room.rate(4).places == [.file])
        #expect(room.names == ["photo.jpg"])
        #expect(room.staged == ["made"])
        #expect(!FileManager.default.fileExists(atPath: home.path + "/made"))
        #expect(try room.exifToolReads("XMP-xmp:Rating") == "4")
    }

    @Test(arguments: [
        "Error: Error writing output file", "Error: Error renaming temporary file", "Error: Error creating file",
        "No space left on device",
    ])
    func `trouble with the disk is no reason for a sidecar`(said: String) throws {
        let home = try TemporaryFolder()
        let room = try WritingRoom(exifTool: home.path + "/tool")
        try WritingRoom.tool(in: home, WritingRoom.answering("0 image files updated", said))
        let before = room.bytes()
        let error = #expect(throws: MetadataWriteError.self) { try room.rate(4) }
        guard case .toolFailed(_, let why)? = error else {
            Issue.record("\(String(describing: error)) does not blame the disk")
            return
        }
        #expect(said.hasSuffix(why))
        #expect(room.names == ["photo.jpg"])
        #expect(room.bytes() == before)
        #expect(room.staged.isEmpty)
    }

    @Test func `what exiftool cannot write by its format goes into a sidecar`() throws {
        let home = try TemporaryFolder()
        let room = try WritingRoom(exifTool: home.path + "/tool")
        let answer = WritingRoom.answering("0 image files updated", "Error: Format error in file")
        try WritingRoom.tool(in: home, answer)
        #expect(try room.rate(4).note == "exiftool cannot write it: Format error in file")
        #expect(room.names == ["photo.jpg", "photo.jpg.xmp"])
    }

    @Test func `a storage whose path has line breaks is written to`() throws {
        let room = try WritingRoom(storage: "sto\nrage \r-execute")
        #expect(try room.rate(3).places == [.file])
    }

    @Test func `writes from several threads share one exiftool`() throws {
        for number in 0..<8 { try room.home.write("storage/\(number).jpg", TinyPhoto.jpeg()) }
        let (room, writer) = (room, room.writer())
        let failures = Lock<[String]>([])
        let threads = (0..<8).map { number in
            WorkerThreads.start("write") {
                do {
                    let changes = MetadataChanges(rating: Rating(1 + number % 5))
                    _ = try writer.write(room.request(changes, photo: "\(number).jpg"))
                } catch { failures.withLock { $0.append("\(error)") } }
            }
        }
        for thread in threads { thread.join() }
        #expect(failures.withLock { $0 } == [])
        for number in 0..<8 {
            #expect(
                try SegmentInspector().inspect(opened("\(number).jpg", in: room)).facts.rating?.stars == 1 + number % 5)
        }
    }

    private func opened(_ name: String = "photo.jpg", in other: WritingRoom? = nil) throws -> OpenFile {
        let path = try relative(name)
        return OpenFile(descriptor: try (other ?? room).root.openFile(path), path: path, modifiedNanoseconds: 0)
    }
}

/// Reads as `SegmentInspector`, but lets a test interfere with what it reads second, the copy.
private final class AlteringInspector: CopyInspector {
    private let change: @Sendable (inout Inspection) -> Void
    private let readings = Lock(0)

    init(_ change: @escaping @Sendable (inout Inspection) -> Void) { self.change = change }

    func decodingProblem(of file: OpenFile) -> String? { nil }

    func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection {
        var inspection = try SegmentInspector().inspect(file)
        let number = readings.withLock { readings in
            readings += 1
            return readings
        }
        if number == 2 { change(&inspection) }
        return inspection
    }
}

private func appendByte(to path: String) {
    let file = open(path, O_WRONLY | O_APPEND)
    write(file, "x", 1)
    close(file)
}
