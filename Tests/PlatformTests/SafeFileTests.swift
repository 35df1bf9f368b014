import Foundation
import Model
import Platform
import TestSupport
import Testing

struct SafeFileTests {
    private let home: TemporaryFolder
    private let folder: Folder

    init() throws {
        home = try TemporaryFolder()
        folder = try Folder(path: home.path)
    }

    private func content(_ name: String) -> String? {
        FileManager.default.contents(atPath: home.path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: home.path).sorted()) ?? [] }

    @Test func `a file is created only where nothing was, not even a dangling link`() throws {
        symlink("elsewhere", home.path + "/link")
        try home.write("file")
        for name in ["link", "file"] {
            let error = #expect(throws: FileError.self) { try SafeFile.create(Array(name.utf8), in: folder) }
            #expect(error?.code == EEXIST)
        }
        #expect(names == ["file", "link"])
    }

    @Test func `copying keeps every byte and shows them in order`() throws {
        let content = Data((0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try home.write("source", Array(content))
        let source = try folder.openFile(try #require(RelativePath("source")))
        var seen = Data()
        try SafeFile.copy(source, to: try SafeFile.create(Array("one".utf8), in: folder)) {
            seen.append(contentsOf: $0)
        }
        #expect(try SafeFile.copy(source, to: try SafeFile.create(Array("two".utf8), in: folder)) == 3_000_001)
        #expect(seen == content)
        #expect(FileManager.default.contents(atPath: home.path + "/one") == content)
        #expect(FileManager.default.contents(atPath: home.path + "/two") == content)
    }

    @Test func `mode, extended attributes and times are kept`() throws {
        let path = try home.write("original")
        chmod(path, 0o640)
        let original = try folder.openFile(try #require(RelativePath("original")))
        try #require(setAttribute(path, "user.note", "a\u{0}b"))
        try SafeFile.setTimes(of: original, accessed: 1_111_111_111_000_000_001, modified: -1_500_000_001)
        let copy = try SafeFile.create(Array("copy".utf8), in: folder)
        try #require(setAttribute(home.path + "/copy", "user.stray", "x"))
        try SafeFile.preserveAttributes(of: original, on: copy)
        let (wanted, got) = (try original.status(), try copy.status())
        #expect(got.mode == 0o640)
        #expect(got.modifiedNanoseconds == -1_500_000_001)
        #expect(got.accessedNanoseconds == wanted.accessedNanoseconds)
        #expect(try SafeFile.extendedAttributes(of: copy) == ["user.note": Array("a\u{0}b".utf8)])
    }

    @Test(.enabled(if: getuid() == 0, "only root can give files away"))
    func `the owner is kept, and losing it is an error`() throws {
        let path = try home.write("original")
        chown(path, 65534, 65534)
        chmod(path, 0o4755)
        let original = try folder.openFile(try #require(RelativePath("original")))
        let copy = try SafeFile.create(Array("copy".utf8), in: folder)
        try SafeFile.preserveAttributes(of: original, on: copy)
        let got = try copy.status()
        #expect([got.userID, got.groupID] == [65534, 65534])
        #expect(got.mode == 0o4755)
    }

    @Test func `renaming to a taken name changes nothing`() throws {
        try home.write("a", "A")
        try home.write("b", "B")
        let error = #expect(throws: FileError.self) {
            try SafeFile.renameNew(Array("a".utf8), in: folder, to: Array("b".utf8), in: folder)
        }
        #expect(error == FileError(.rename, path: home.path + "/b", code: EEXIST))
        #expect(content("a") == "A")
        #expect(content("b") == "B")
    }

    @Test func `replacing keeps the mode and the previous content where asked`() throws {
        let name = Array("index.json".utf8)
        try SafeFile.replaceContents(of: name, in: folder, with: Array("1".utf8))
        chmod(home.path + "/index.json", 0o600)
        let previous = Array("index.json.previous".utf8)
        for version in ["2", "3"] {
            try SafeFile.replaceContents(
                of: name, in: folder, with: Array(version.utf8), keepingPrevious: previous)
        }
        #expect(content("index.json") == "3")
        #expect(content("index.json.previous") == "2")
        #expect(names == ["index.json", "index.json.previous"])
        #expect(try folder.status(named: name)?.mode == 0o600)
    }

    @Test func `a replacement that fails names the file and leaves nothing behind`() throws {
        try home.makeFolder("index.json")
        let error = #expect(throws: FileError.self) {
            try SafeFile.replaceContents(of: Array("index.json".utf8), in: folder, with: [1, 2, 3])
        }
        #expect(error?.path == home.path + "/index.json")
        #expect(names == ["index.json"])
    }

    @Test func `a folder in whose place a link stands is not used`() throws {
        let other = try TemporaryFolder()
        symlink(other.path, home.path + "/staging")
        let error = #expect(throws: FileError.self) { try SafeFile.makeFolder(Array("staging".utf8), in: folder) }
        #expect(error?.code == ENOTDIR || error?.code == ELOOP)
    }

    @Test func `removing what is not there says so and is no error`() throws {
        try home.write("a")
        #expect(try SafeFile.remove(Array("a".utf8), in: folder))
        #expect(try !SafeFile.remove(Array("a".utf8), in: folder))
    }

    private func setAttribute(_ path: String, _ name: String, _ value: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setfattr")
        let hexadecimal = "0x" + value.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        process.arguments = ["-n", name, "-v", hexadecimal, path]
        // A tool that cannot be started is the same as one that failed.
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
