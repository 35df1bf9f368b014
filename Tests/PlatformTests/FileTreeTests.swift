import Foundation
import Model
import Platform
import TestSupport
import Testing

struct FileTreeTests {
    private let home: TemporaryFolder

    init() throws { home = try TemporaryFolder() }

    private func walk(
        stop: StopSignal? = nil, mayOpen: @escaping FileTree.Opening = { _ in true },
        shouldEnter: @escaping FileTree.Entering = { _, _ in true }
    ) throws -> [FileTree.Entry] {
        let root = try Folder(path: home.path)
        return Array(try FileTree(root: root, stop: stop, mayOpen: mayOpen, shouldEnter: shouldEnter))
    }

    @Test func `entries come in the order of the bytes of the full path`() throws {
        for path in ["a/z", "a.jpg", "a-b/c", "a0", "a/b/c", "A", "é", "zz/1", "b"] { try home.write(path) }
        let paths = try walk().map(\.path)
        #expect(paths.map(\.display) == ["A", "a-b/c", "a.jpg", "a/b/c", "a/z", "a0", "b", "zz/1", "é"])
        #expect(paths == paths.sorted())
    }

    @Test func `a file comes with size and modification time`() throws {
        let path = try home.write("photo.jpg", "12345")
        var times = [timespec(tv_sec: 10, tv_nsec: 0), timespec(tv_sec: 1_600_000_000, tv_nsec: 123_456_789)]
        utimensat(AT_FDCWD, path, &times, 0)
        let entry = try #require(try walk().first)
        guard case .file(let status) = entry.finding else {
            Issue.record("\(entry.finding) is no file")
            return
        }
        #expect(status.size == 5)
        #expect(status.modifiedNanoseconds == 1_600_000_000_123_456_789)
        #expect(status.linkCount == 1)
    }

    @Test func `links are reported and never followed`() throws {
        try home.write("real/photo.jpg")
        symlink("real", home.path + "/link")
        symlink("real/photo.jpg", home.path + "/photo.jpg")
        let findings = try walk().map { entry in
            if case .symlink = entry.finding { "\(entry.path.display): link" } else { entry.path.display }
        }
        #expect(findings == ["link: link", "photo.jpg: link", "real/photo.jpg"])
    }

    @Test func `a pipe is reported and not opened`() throws {
        mkfifo(home.path + "/pipe", 0o600)
        let entries = try walk()
        #expect(entries.count == 1)
        guard case .special? = entries.first?.finding else {
            Issue.record("the pipe was not reported as special")
            return
        }
    }

    @Test func `ignored folders are not opened and nested storages not entered`() throws {
        try home.write("@eaDir/thumb.jpg")
        try home.write("nested/.imalink-storage")
        try home.write("nested/photo.jpg")
        try home.write("plain/photo.jpg")
        var asked: [String] = []
        let entries = try walk(
            mayOpen: { folder in folder.displayName != "@eaDir" },
            shouldEnter: { folder, names in
                asked.append(folder.display)
                return !names.contains(".imalink-storage")
            })
        #expect(entries.map(\.path.display) == ["plain/photo.jpg"])
        #expect(asked == ["nested", "plain"])
    }

    @Test func `names that are no valid text keep their bytes`() throws {
        let name: [UInt8] = [0x66, 0xFF, 0x66]
        let descriptor = (Array(home.path.utf8) + [0x2F] + name + [0]).withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600) }
        }
        close(descriptor)
        let entries = try walk()
        #expect(entries.map(\.path.bytes) == [name])
    }

    @Test func `a requested stop ends the walk`() throws {
        for number in 0..<10 { try home.write("\(number)") }
        let stop = StopSignal()
        var tree = try FileTree(root: Folder(path: home.path), stop: stop)
        #expect(tree.next() != nil)
        stop.request()
        #expect(tree.next() == nil)
    }

    @Test func `two walks over one root do not disturb each other`() throws {
        for number in 0..<10 { try home.write("\(number)") }
        let root = try Folder(path: home.path)
        #expect(Array(try FileTree(root: root)).count == 10)
        #expect(Array(try FileTree(root: root)).count == 10)
    }

    @Test func `a tree deeper than any honest one ends in an unreadable folder`() throws {
        var path = home.path
        for _ in 0..<210 {
            path += "/d"
            mkdir(path, 0o700)
        }
        let entries = try walk()
        #expect(entries.count == 1)
        guard case .unreadable(let error)? = entries.first?.finding else {
            Issue.record("no unreadable folder")
            return
        }
        #expect(error.code == ENAMETOOLONG)
    }

    @Test(.enabled(if: getuid() == 0, "only root can become another user"))
    func `a folder without permission is one unreadable entry and hides nothing else`() throws {
        try home.write("closed/photo.jpg")
        try home.write("open/photo.jpg")
        chmod(home.path, 0o755)
        chmod(home.path + "/closed", 0o700)
        let entries = try asNobody { try walk() }
        #expect(entries.map(\.path.display) == ["closed", "open/photo.jpg"])
        guard case .unreadable(let error)? = entries.first?.finding else {
            Issue.record("the closed folder was not reported")
            return
        }
        #expect(error.code == EACCES)
        #expect(error.reason == "could not be listed: permission denied")
    }
}
