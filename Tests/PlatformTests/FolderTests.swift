import Foundation
import Model
import Platform
import TestSupport
import Testing

struct FolderTests {
    private let home: TemporaryFolder

    init() throws { home = try TemporaryFolder() }

    @Test(arguments: [("link/photo.jpg", ELOOP), ("photo", ELOOP), ("missing", ENOENT), ("real", EISDIR)])
    func `only regular files reached without links are opened`(path: String, code: Int32) throws {
        try home.write("real/photo.jpg")
        symlink("real", home.path + "/link")
        symlink("real/photo.jpg", home.path + "/photo")
        let root = try Folder(path: home.path)
        let relative = try #require(RelativePath(path))
        let error = #expect(throws: FileError.self) { try root.openFile(relative) }
        #expect(error?.code == code)
        #expect(error?.path == home.path + "/" + path)
    }

    @Test func `a pipe is refused without waiting for its other end`() throws {
        mkfifo(home.path + "/pipe", 0o600)
        let root = try Folder(path: home.path)
        let relative = try #require(RelativePath("pipe"))
        let error = #expect(throws: FileError.self) { try root.openFile(relative) }
        #expect(error?.code == EMEDIUMTYPE)
    }

    @Test func `a file is read whole and refused above the limit`() throws {
        try home.write("a/b", "hello")
        let root = try Folder(path: home.path)
        let file = try root.openFile(try #require(RelativePath("a/b")))
        #expect(try file.readAll(limit: 5) == Array("hello".utf8))
        let error = #expect(throws: FileError.self) { try file.readAll(limit: 4) }
        #expect(error?.code == EFBIG)
    }

    @Test func `the status of what is not there is nil`() throws {
        let root = try Folder(path: home.path)
        #expect(try root.status(of: try #require(RelativePath("none/such"))) == nil)
    }

    @Test func `a root that is a file or missing says so`() throws {
        let path = try home.write("file")
        #expect(throws: FileError(.open, path: path, code: ENOTDIR)) { try Folder(path: path) }
        #expect(throws: FileError(.open, path: path + "x", code: ENOENT)) { try Folder(path: path + "x") }
    }

    @Test(arguments: [
        (ENOSPC, "could not be written: the disk is full", "Free some space on this disk and try again."),
        (
            EROFS, "could not be written: it is on a read-only file system",
            "Mount the drive writable, or release its write-protect switch, and try again."
        ),
        (EACCES, "could not be written: permission denied", "Give the user who runs Photostead access to it."),
        (
            EIO, "could not be written: the drive reports an input/output error",
            "Check the drive and its cable; copy what is still readable to another drive."
        ),
    ])
    func `errors are worded for people`(code: Int32, reason: String, hint: String) {
        let error = FileError(.write, path: "/photos/a.jpg", code: code)
        #expect(error.reason == reason)
        #expect(error.hint == hint)
        #expect(error.description == "/photos/a.jpg: \(reason)")
    }
}
