import Foundation
import TestSupport
import Testing

/// Another program saves the photo at the worst moment: after the last look at it, before the copy takes its place.
@Suite(.enabled(if: WritingRoom.exifToolPath != nil, "exiftool is not installed"))
struct ForeignSaveTests {
    private let trial: RatingTrial
    private let number: Int

    init() throws {
        number = try RatingTrial.publishing()
        trial = try RatingTrial()
    }

    private var path: String { trial.room.path() }

    /// As programs do that never write in place.
    private func save(_ bytes: [UInt8]) throws {
        try trial.room.home.write("storage/new", bytes)
        rename(trial.room.path("new"), path)
    }

    @Test func `what another program saved stays, and the write says so`() throws {
        let saved = Array("saved by somebody else".utf8)
        let end = try trial.run(at: number, kind: .stop) { try save(saved) }
        #expect(end.words.contains("changed the file while"))
        #expect(trial.room.bytes() == saved)
        #expect(trial.room.names == ["photo.jpg"])
        #expect(trial.room.staged.isEmpty)
        #expect(try trial.openRows() == 0)
    }

    @Test func `a save in place that leaves size and time stays where the time is too young to tell`() throws {
        var saved = try #require(trial.room.bytes())
        saved[saved.count - 3] ^= 1
        utimensat(AT_FDCWD, path, nil, 0)
        let end = try trial.run(at: number, kind: .stop) {
            var status = stat()
            stat(path, &status)
            let file = open(path, O_WRONLY)
            pwrite(file, saved, saved.count, 0)
            futimens(file, [status.st_atim, status.st_mtim])
            close(file)
        }
        #expect(end.words.contains("changed the file while"))
        #expect(trial.room.bytes() == saved)
        #expect(trial.room.staged.isEmpty)
    }

    @Test func `a photo that was deleted does not come back`() throws {
        let end = try trial.run(at: number, kind: .stop) { unlink(path) }
        #expect(end.words.contains("changed the file while"))
        #expect(trial.room.names.isEmpty)
        #expect(trial.room.staged.isEmpty)
    }

    @Test func `where names cannot change places the photo is replaced all the same`() throws {
        #expect(try trial.run(at: number, kind: .einval).words == "written 1 \n")
        try trial.checkFinished("without exchange")
    }

    @Test func `where the staging folder cannot be left the copy is made beside the photo`() throws {
        #expect(try trial.run(at: number, kind: .exdev).words == "written 1 \n")
        try trial.checkFinished("beside the photo")
    }
}
