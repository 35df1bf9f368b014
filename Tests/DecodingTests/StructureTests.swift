import Media
import Testing

@testable import Decoding

@Suite struct StructureTests {
    private func parts(_ bytes: [UInt8]) -> [MediaPart]? {
        bytes.withUnsafeBytes { FileStructure.parts(of: ByteSource($0)) }
    }

    private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content
    }

    private func jpeg(_ segments: [UInt8], trailer: [UInt8] = []) -> [UInt8] {
        [0xFF, 0xD8] + segments + [0xFF, 0xDA, 0, 3, 1, 7, 0xFF, 0, 7, 0xFF, 0xD9] + trailer
    }

    @Test func `XMP and EXIF of a JPEG are known by their names, and the bytes after its end count`() throws {
        let xmp = segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
        let exif = segment(0xE1, Array("Exif\0\0II".utf8))
        let found = try #require(parts(jpeg(segment(0xE0, [1]) + exif + xmp, trailer: [1, 2])))
        #expect(found.map(\.name) == ["APP0", "APP1 EXIF", "APP1 XMP", "scans", "after the end"])
        #expect(found.map(\.role) == [.other, .exif, .xmp, .other, .other])
        #expect(found.last?.count == 2)
    }

    @Test func `a new XMP packet changes no other part`() throws {
        let before = try #require(parts(jpeg(segment(0xE0, [1]))))
        let xmp = segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
        let after = try #require(parts(jpeg(segment(0xE0, [1]) + xmp)))
        #expect(after.filter { $0.role != .xmp } == before)
    }

    @Test func `a JPEG cut off before its scans has no parts to compare`() {
        #expect(parts(Array(jpeg(segment(0xE0, [1])).prefix(8))) == nil)
        #expect(parts([]) == nil)
    }

    @Test func `the flags for metadata in a WebP header do not count`() throws {
        func webP(_ flags: UInt8) -> [UInt8] {
            let header = Array("VP8X".utf8) + [10, 0, 0, 0, flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]
            return Array("RIFF".utf8) + [26, 0, 0, 0] + Array("WEBP".utf8) + header
        }
        let plain = try #require(parts(webP(0x20)))
        #expect(plain == parts(webP(0x2C)))
        #expect(plain.first?.role == .other)
        #expect(plain != parts(webP(0x30)))
    }

    @Test func `moving the chunks of a film changes no part`() throws {
        func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
            [0, 0, 0, UInt8(content.count + 8)] + Array(kind.utf8) + content
        }
        func film(_ place: UInt8, _ padding: [UInt8]) -> [UInt8] {
            let table = box("stco", [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, place])
            let track = box("trak", box("mdia", box("minf", box("stbl", table))))
            return box("ftyp", Array("isom".utf8)) + box("moov", track) + padding + box("mdat", [1, 2, 3])
        }
        let found = try #require(parts(film(80, [])))
        #expect(found.map(\.name).contains("moov/trak/mdia/minf/stbl/stco"))
        #expect(found == parts(film(96, box("free", [UInt8](repeating: 0, count: 8)))))
    }
}
