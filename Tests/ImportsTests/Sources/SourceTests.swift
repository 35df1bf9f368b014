import Foundation
import Glibc
import Intake
import Model
import Platform
import StorageAccess
import TestSupport
import Testing

@testable import Imports
@testable import Intake

/// What every source of an import keeps, whatever its files lie in.
struct SourceTests {
    enum Kind: CaseIterable {
        /// Files that are somebody's.
        case folder
        /// Files that are ours, on the storage's disk.
        case upload
        /// Streams.
        case archive
    }

    private static let long = String(repeating: "photo of something large ", count: 400)
    private static let files = [
        ("DCIM/100/b.jpg", "photo B"), ("DCIM/100/b.xmp", "sidecar 4"), ("Thumbs.db", "x"), ("a.jpg", long),
    ]
    private static let time: Int64 = 1_700_000_000_123_456_700

    private let room: ImportRoom
    private let target: Folder
    private let temporary = SafeFile.temporaryName()

    init() throws {
        room = try ImportRoom()
        target = try Folder(path: room.target)
    }

    private func source(_ kind: Kind) throws -> any IntakeSource {
        switch kind {
        case .folder:
            try write(to: "card")
            return try FolderSource(path: room.card)
        case .upload:
            let area = UploadArea(root: target, id: "1")
            try area.make()
            try write(to: Self.place(of: .upload))
            return try FolderSource(area, id: "1")
        case .archive:
            return ArchiveSource(entries: Self.files, modifiedNanoseconds: Self.time, spool: target)
        }
    }

    private static func place(of kind: Kind) -> String {
        kind == .upload ? "storage/.photostead/uploads/1/files" : "card"
    }

    private func write(to folder: String) throws {
        for (path, text) in Self.files {
            let file = try room.home.write(folder + "/" + path, text)
            let seconds = timespec(tv_sec: Int(Self.time / 1_000_000_000), tv_nsec: Int(Self.time % 1_000_000_000))
            try #require(utimensat(AT_FDCWD, file, [seconds, seconds], 0) == 0)
        }
    }

    private func path(_ text: String) throws -> RelativePath { try #require(RelativePath(text)) }

    private func candidate(_ path: String, of source: any IntakeSource) throws -> IntakeCandidate {
        try #require(try source.candidate(at: self.path(path)))
    }

    /// The walk as `path size time`, or with the reason why something is passed over.
    private func walk(_ source: any IntakeSource, limit: Int = .max) throws -> [String] {
        var lines: [String] = []
        try source.walk(stop: StopSignal()) { entry in
            switch entry.finding {
            case .file(let file): lines.append("\(file.path.display) \(file.size) \(file.modifiedNanoseconds)")
            case .ignored(let reason): lines.append("\(entry.path.display): \(reason)")
            case .unreadable(let reason, _): lines.append("\(entry.path.display) unreadable: \(reason)")
            }
            return lines.count < limit
        }
        return lines
    }

    private func copy(
        _ candidate: IntakeCandidate, sha256: String? = nil, stop: StopSignal = StopSignal()
    ) throws -> Int64 {
        let text = Self.files.first { $0.0 == candidate.path.display }?.1 ?? ""
        let expected = Array(text.utf8).withUnsafeBytes { RunningDigest.of($0, .sha256) }
        return try FileCopy(digester: FileDigester(), stop: stop)
            .make(of: candidate, sha256: sha256 ?? expected, temporary: temporary, in: target)
    }

    private func expectProblem(_ body: () throws -> Void) -> String {
        do { try body() } catch let problem as CopyProblem { return "\(problem)" } catch { return "\(error)" }
        return "none"
    }

    // MARK: - Walking

    @Test(arguments: Kind.allCases)
    func `a walk names every file with its size and time, each time in the same order`(kind: Kind) throws {
        let source = try source(kind)
        let found = try walk(source)
        #expect(
            found == [
                "DCIM/100/b.jpg 7 \(Self.time)", "DCIM/100/b.xmp 9 \(Self.time)",
                "Thumbs.db: thumbnails of another program", "a.jpg \(Self.long.utf8.count) \(Self.time)",
            ])
        #expect(try walk(source) == found)
    }

    @Test(arguments: Kind.allCases)
    func `a walk ends when nobody wants more`(kind: Kind) throws {
        #expect(try walk(source(kind), limit: 2).count == 2)
    }

    @Test(arguments: Kind.allCases)
    func `a candidate is what the walk has named`(kind: Kind) throws {
        let source = try source(kind)
        let found = try candidate("DCIM/100/b.jpg", of: source)
        #expect(found.size == 7 && found.modifiedNanoseconds == Self.time && found.albums == ["100"])
        #expect(try candidate("a.jpg", of: source).albums == [])
        #expect(try source.candidate(at: path("DCIM/100/c.jpg")) == nil)
    }

    @Test(arguments: [Kind.folder, .upload])
    func `a source that is gone says so`(kind: Kind) throws {
        let source = try source(kind)
        try source.check()
        let folder = room.home.path + "/" + Self.place(of: kind)
        try #require(rename(folder, folder + "-away") == 0)
        let hold = #expect(throws: IntakeHold.self) { try source.check() }
        #expect(hold?.reason.contains("cannot be reached") == true && hold?.isRetryable == true)
        try room.home.makeFolder(Self.place(of: kind))
        let other = #expect(throws: IntakeHold.self) { try source.check() }
        #expect(other?.reason.contains("another folder lies there now") == true)
    }

    @Test(arguments: [Kind.folder, .upload])
    func `a file that was moved is gone from its source`(kind: Kind) throws {
        let source = try source(kind)
        try source.remove(path("a.jpg"))
        #expect(try source.candidate(at: path("a.jpg")) == nil)
        #expect(try candidate("DCIM/100/b.jpg", of: source).size == 7)
    }

    // MARK: - Bytes

    @Test(arguments: Kind.allCases)
    func `the bytes can be read as a file and known by their beginning`(kind: Kind) throws {
        let source = try source(kind)
        for (name, text) in [Self.files[0], Self.files[3]] {
            let file = try candidate(name, of: source)
            #expect(try file.open().readAll(limit: 1 << 20) == Array(text.utf8))
            let head = Array(text.utf8.prefix(4096)).withUnsafeBytes { RunningDigest.of($0, .md5) }
            #expect(try file.headMD5() == head)
        }
        #expect(try target.names(startingWith: Array(".photostead-".utf8)) == [])
    }

    @Test(arguments: Kind.allCases)
    func `a copy has the bytes and the time of its original`(kind: Kind) throws {
        let inode = try copy(candidate("a.jpg", of: source(kind)))
        let name = try #require(RelativePath(bytes: temporary))
        let status = try #require(try target.status(of: name))
        #expect(Int64(bitPattern: status.inode) == inode && status.modifiedNanoseconds == Self.time)
        #expect(try target.openFile(name).readAll(limit: 1 << 20) == Array(Self.long.utf8))
    }

    @Test(arguments: Kind.allCases)
    func `only what is ours gets a second name`(kind: Kind) throws {
        _ = try copy(candidate("a.jpg", of: source(kind)))
        let status = try #require(try target.status(named: temporary))
        #expect(status.linkCount == (kind == .upload ? 2 : 1))
    }

    @Test(arguments: Kind.allCases)
    func `a copy that is not what was read is refused and leaves nothing`(kind: Kind) throws {
        let candidate = try candidate("a.jpg", of: source(kind))
        #expect(expectProblem { _ = try copy(candidate, sha256: String(repeating: "0", count: 64)) } == "differs")
        #expect(try target.status(named: temporary) == nil)
    }

    @Test(arguments: [Kind.folder, .archive])
    func `a copy that somebody stops leaves nothing`(kind: Kind) throws {
        let (candidate, stop) = (try candidate("a.jpg", of: source(kind)), StopSignal())
        stop.request()
        #expect(expectProblem { _ = try copy(candidate, stop: stop) } == "stopped")
        #expect(try target.status(named: temporary) == nil)
    }

    @Test(arguments: [Kind.folder, .upload])
    func `an original that was written since it was looked at is not taken`(kind: Kind) throws {
        let candidate = try candidate("a.jpg", of: source(kind))
        try room.home.write(Self.place(of: kind) + "/a.jpg", Self.long)
        #expect(expectProblem { _ = try copy(candidate) } == "changed")
        #expect(try target.status(named: temporary) == nil)
    }

    @Test(arguments: Kind.allCases)
    func `a storage that is gone is the storage's affair`(kind: Kind) throws {
        let candidate = try candidate("a.jpg", of: source(kind))
        let folder = try Folder(path: room.home.makeFolder("gone"))
        rmdir(room.home.path + "/gone")
        let problem = expectProblem {
            _ = try FileCopy(digester: FileDigester(), stop: StopSignal())
                .make(of: candidate, sha256: "", temporary: temporary, in: folder)
        }
        #expect(problem.hasPrefix("target"), "\(problem)")
    }
}
