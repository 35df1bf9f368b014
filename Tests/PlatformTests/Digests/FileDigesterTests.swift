import Glibc
import Model
import Platform
import TestSupport
import Testing

@Suite struct FileDigesterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A file with these bytes, open for reading.
    private func file(_ bytes: [UInt8]) throws -> PipeEnd {
        let descriptor = open(try folder.write("file", bytes), O_RDONLY)
        try #require(descriptor >= 0)
        return PipeEnd(owning: descriptor)
    }

    @Test func `an empty file after another has the digests of nothing`() throws {
        let digester = FileDigester()
        for content in ["something", ""] {
            let bytes = Array(content.utf8)
            let file = try file(bytes)
            let digests = try digester.read(file.descriptor)
            #expect(digests.headMD5 == bytes.withUnsafeBytes { RunningDigest.of($0, .md5) })
            #expect(digests.sha256 == bytes.withUnsafeBytes { RunningDigest.of($0, .sha256) })
        }
    }

    @Test func `an empty file has the digests of nothing`() throws {
        let file = try file([])
        let digests = try FileDigester().read(file.descriptor)
        #expect(digests.md5 == "d41d8cd98f00b204e9800998ecf8427e")
        #expect(digests.headMD5 == digests.md5)
        #expect(digests.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(digests.crc32 == "00000000")
        #expect(digests.size == 0)
    }

    @Test func `the standard check string has its published digests`() throws {
        let file = try file(Array("123456789".utf8))
        let digests = try FileDigester().read(file.descriptor)
        #expect(digests.crc32 == "cbf43926")
        #expect(digests.md5 == "25f9e794323b453885f5181f1b624d0b")
        #expect(digests.sha256 == "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")
        #expect(digests.fastPhotoKey == "25f9e794323b453885f5181f1b624d0b:9")
    }

    @Test(arguments: [4095, 4096, 4097, 262_144, 262_145, 8 << 20, (8 << 20) + 1, (9 << 20) + 5])
    func `pieces add up to the whole whatever the size`(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
        let file = try file(bytes)
        let digester = FileDigester()
        var seen: [UInt8] = []
        let digests = try digester.read(file.descriptor) { seen += $0 }
        #expect(seen == bytes)
        #expect(digests.size == Int64(size))
        #expect(digests.sha256 == bytes.withUnsafeBytes { RunningDigest.of($0, .sha256) })
        #expect(digests.md5 == bytes.withUnsafeBytes { RunningDigest.of($0, .md5) })
        #expect(digests.headMD5 == Array(bytes.prefix(4096)).withUnsafeBytes { RunningDigest.of($0, .md5) })
        #expect(digester.resident.count == (size <= FileDigester.residentLimit ? size : 0))
    }

    @Test func `a digest can go on from a copy of another`() {
        let first = RunningDigest(.sha256)
        let second = RunningDigest(.sha256)
        Array("abc".utf8).withUnsafeBytes { first.update($0) }
        second.become(first)
        Array("def".utf8).withUnsafeBytes { first.update($0) }
        #expect(second.finish() == Array("abc".utf8).withUnsafeBytes { RunningDigest.of($0, .sha256) })
        #expect(first.finish() == Array("abcdef".utf8).withUnsafeBytes { RunningDigest.of($0, .sha256) })
    }

    @Test func `hexadecimal digits are read back, anything else is refused`() {
        #expect(Hex.decode(Hex.encode([0, 15, 255])) == [0, 15, 255])
        #expect(Hex.decode("AbC") == nil)
        #expect(Hex.decode("0g") == nil)
    }

    @Test func `a descriptor that cannot be read is a file error`() throws {
        #expect(throws: FileError(.read, path: nil, code: EBADF)) { _ = try FileDigester().read(-1) }
    }
}
