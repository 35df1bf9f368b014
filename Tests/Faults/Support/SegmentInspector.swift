package import Media
package import MetadataWrite
import Model
import Platform

/// Reads JPEGs and sidecars without any library, for tests that need no worker. Knows only what the tests write.
package struct SegmentInspector: CopyInspector {
    package init() {}

    package func inspect(_ file: OpenFile, for digests: DigestUse = .record) throws -> Inspection {
        let bytes = try file.descriptor.readAll(limit: 64 << 20)
        let parts = Self.parts(of: bytes)
        let text = Self.packet(of: bytes, parts)
        let print = Self.fingerprint(bytes[...])
        let digests = Digests(md5: print, headMD5: print, sha256: print, crc32: "", size: Int64(bytes.count))
        let scan = parts?.last.map { Self.fingerprint(bytes[$0.range]) }
        var facts = Facts(
            digests: digests, pictureHash: PictureHash(value: scan ?? print, scope: scan == nil ? .file : .data),
            mimeType: scan == nil ? "application/octet-stream" : "image/jpeg")
        let tags = Self.tags(in: text)
        facts.rating = tags["Xmp.xmp.Rating"].flatMap { Int($0) }.flatMap { Rating($0) }
        facts.label = tags["Xmp.xmp.Label"]
        facts.title = tags["Xmp.dc.title"]
        facts.caption = tags["Xmp.dc.description"]
        let named = parts?.map { part in
            MediaPart(
                name: part.name, role: part.role, count: part.range.count, digest: Self.fingerprint(bytes[part.range]))
        }
        return Inspection(facts: facts, tags: tags, parts: named)
    }

    /// Whoever makes such a file makes it whole.
    package func decodingProblem(of file: OpenFile) -> String? { nil }

    private struct Segment {
        let name: String
        let role: MediaPart.Role
        let range: Range<Int>
    }

    /// FNV-1a, 64 bits: enough to tell two files of a test apart.
    package static func fingerprint(_ bytes: ArraySlice<UInt8>) -> String {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(value, radix: 16) + "-" + String(bytes.count)
    }

    /// nil = no JPEG.
    private static func parts(of bytes: [UInt8]) -> [Segment]? {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var segments: [Segment] = []
        var position = 2
        while position + 4 <= bytes.count, bytes[position] == 0xFF {
            let marker = bytes[position + 1]
            if marker == 0xDA {
                segments.append(Segment(name: "scans", role: .other, range: position..<bytes.count))
                return segments
            }
            let end = position + 2 + Int(bytes[position + 2]) << 8 + Int(bytes[position + 3])
            guard end <= bytes.count else { return nil }
            let content = bytes[(position + 4)..<end]
            let role: MediaPart.Role =
                content.starts(with: "http://ns.adobe.com/xap/1.0/\u{0}".utf8)
                ? .xmp : content.starts(with: "Exif\u{0}".utf8) ? .exif : .other
            segments.append(Segment(name: "FF" + String(marker, radix: 16), role: role, range: position..<end))
            position = end
        }
        return nil
    }

    private static func packet(of bytes: [UInt8], _ parts: [Segment]?) -> String {
        guard let parts else { return String(decoding: bytes, as: UTF8.self) }
        return parts.filter { $0.role == .xmp }.map { String(decoding: bytes[$0.range], as: UTF8.self) }.joined()
    }

    /// Elements of the packet, as exiftool and the sidecar writer make them.
    private static func tags(in text: String) -> [String: String] {
        var tags: [String: String] = [:]
        for match in text.matches(of: /<([A-Za-z]+):([A-Za-z_]+)>([^<]*)</) where match.3.contains(/\S/) {
            tags["Xmp.\(match.1).\(match.2)"] = unescaped(String(match.3))
        }
        for match in text.matches(of: /<dc:(title|description)>\s*<rdf:Alt>\s*<rdf:li [^>]*>([^<]*)</) {
            tags["Xmp.dc.\(match.1)"] = unescaped(String(match.2))
        }
        return tags
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&#xA;", with: "\n")
            .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .replacing("&amp;", with: "&")
    }
}
