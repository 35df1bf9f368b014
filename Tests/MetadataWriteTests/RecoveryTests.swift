import FaultSupport
import Foundation
import Media
import MetadataWrite
import Model
import Platform
import TestSupport
import Testing

@Suite(.enabled(if: WritingRoom.exifToolPath != nil, "exiftool is not installed"))
struct RecoveryTests {
    private let room: WritingRoom
    private let temporary = ".photostead-new-test"

    init() throws {
        room = try WritingRoom()
        try room.home.write("storage/.photostead/staging/.photostead-new-other.jpg")
    }

    /// Leaves something under a name of the write.
    private func stage(_ bytes: [UInt8] = [], _ suffix: String = ".jpg") throws {
        try room.home.write("storage/.photostead/staging/\(temporary)\(suffix)", bytes)
    }

    private func leaveOpen(old: String?, new: String? = nil, sidecar: SidecarForm? = nil) throws -> OpenJournalEntry {
        let details = WriteDetails(
            changes: MetadataChanges(rating: Rating(4)), sidecar: sidecar, oldSHA256: old, temporary: temporary,
            isBesideFile: false, newSHA256: new, newSize: nil)
        let intent = WriteIntent(
            storage: 1, item: try WritingRoom.item(), photo: try relative("photo.jpg"), details: details)
        _ = try room.journal.plan(intent, resuming: nil)
        return try #require(try room.journal.openEntries().first)
    }

    private var presentHash: String { SegmentInspector.fingerprint((room.bytes() ?? [])[...]) }

    @Test func `a file with the old content is written again under the same row`() throws {
        let entry = try leaveOpen(old: presentHash)
        try stage()
        try stage(Array("half".utf8), "-head.jpg")
        #expect(try room.writer().recover(entry, root: room.root) == .redone)
        #expect(try room.exifToolReads("XMP-xmp:Rating") == "4")
        #expect(room.journal.states == ["planned", "planned", "prepared", "done"])
        #expect(room.staged == [".photostead-new-other.jpg"])
        #expect(try room.journal.openEntries().isEmpty)
    }

    @Test func `a file with the new content is finished without being touched`() throws {
        let old = TinyPhoto.jpeg()
        try stage(old)
        let entry = try leaveOpen(old: SegmentInspector.fingerprint(old[...]), new: presentHash)
        let before = try room.root.status(of: relative("photo.jpg"))
        #expect(try room.writer().recover(entry, root: room.root) == .finished)
        #expect(try room.root.status(of: relative("photo.jpg"))?.changedNanoseconds == before?.changedNanoseconds)
        #expect(room.journal.states == ["planned", "done"])
        #expect(room.staged == [".photostead-new-other.jpg"])
    }

    @Test func `a copy that was not put in place yet is made again`() throws {
        let copy = TinyPhoto.jpeg(number: 7)
        try stage(copy)
        let entry = try leaveOpen(old: presentHash, new: SegmentInspector.fingerprint(copy[...]))
        #expect(try room.writer().recover(entry, root: room.root) == .redone)
        #expect(try room.exifToolReads("XMP-xmp:Rating") == "4")
        #expect(room.staged == [".photostead-new-other.jpg"])
    }

    @Test func `what another program had saved and the copy displaced gets its place back`() throws {
        let saved = Array("saved by somebody else".utf8)
        try stage(saved)
        let entry = try leaveOpen(old: "gone", new: presentHash)
        guard case .failed(let why) = try room.writer().recover(entry, root: room.root) else {
            Issue.record("the row was not given up")
            return
        }
        #expect(why.contains("another program changed the file"))
        #expect(room.bytes() == saved)
        #expect(room.staged == [".photostead-new-other.jpg"])
    }

    @Test func `nothing that is neither the old nor the new content is ever removed`() throws {
        try stage(Array("saved first".utf8))
        let entry = try leaveOpen(old: "gone", new: "never reached")
        let before = room.bytes()
        guard case .failed = try room.writer().recover(entry, root: room.root) else {
            Issue.record("the row was not given up")
            return
        }
        #expect(room.bytes() == before)
        #expect(room.staged.sorted() == [".photostead-new-other.jpg", "\(temporary).jpg"])
    }

    @Test func `a file that is neither is reported and not touched`() throws {
        let entry = try leaveOpen(old: "gone", new: "never reached")
        let before = room.bytes()
        guard case .failed(let why) = try room.writer().recover(entry, root: room.root) else {
            Issue.record("the row was not given up")
            return
        }
        #expect(why == "a write was interrupted, and the file has been changed by another program since")
        #expect(room.bytes() == before)
        #expect(room.staged == [".photostead-new-other.jpg"])
    }

    @Test func `a photo that is gone is reported`() throws {
        let entry = try leaveOpen(old: presentHash)
        unlink(room.path())
        guard case .failed = try room.writer().recover(entry, root: room.root) else {
            Issue.record("the row was not given up")
            return
        }
        #expect(room.names.isEmpty)
    }

    @Test func `a sidecar that was not made yet is made`() throws {
        let entry = try leaveOpen(old: nil, sidecar: .added)
        #expect(try room.writer().recover(entry, root: room.root) == .redone)
        #expect(room.text("photo.jpg.xmp").contains("<xmp:Rating>4</xmp:Rating>"))
    }
}
