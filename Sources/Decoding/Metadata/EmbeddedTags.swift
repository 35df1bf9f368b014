import CExiv2Shim
import Glibc
import Platform

/// EXIF, XMP and IPTC of one file as exiv2 reads them.
final class EmbeddedTags {
    private let tags: OpaquePointer
    /// exiv2 makes EXIF of a packet of XMP and moves its dates by the zone of this machine; that is not in the file.
    private let isPacket: Bool

    private static let isPrepared = photostead_tags_prepare()

    /// Reads a file or block in memory, which must outlive this object.
    ///
    /// - Parameter isPacket: nothing but XMP stands there.
    init(_ bytes: UnsafeRawBufferPointer, isPacket: Bool = false) throws(DecodingProblem) {
        self.isPacket = isPacket
        guard Self.isPrepared else { throw .unsupported("exiv2 cannot be prepared") }
        var complaint: UnsafeMutablePointer<CChar>?
        defer { photostead_tags_text_free(complaint) }
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        guard let tags = photostead_tags_read(start, bytes.count, &complaint) else {
            throw .damaged(
                complaint.map { DecoderWords.plain(String(cString: $0)) } ?? "its metadata could not be read")
        }
        self.tags = tags
    }

    deinit { photostead_tags_free(tags) }

    var hasExif: Bool { !isPacket && photostead_tags_has(tags, photostead_exif) }
    var hasXMP: Bool { photostead_tags_has(tags, photostead_xmp) }
    var hasIPTC: Bool { !isPacket && photostead_tags_has(tags, photostead_iptc) }

    /// Pixels as exiv2 found them in the header of the container; nil = it found none.
    var pixels: (width: Int, height: Int)? {
        let (width, height) = (Int(photostead_tags_width(tags)), Int(photostead_tags_height(tags)))
        return width > 0 && height > 0 ? (width, height) : nil
    }

    /// The value of a tag in exiv2's notation; nil = the tag is not there.
    func text(_ tag: String) -> String? {
        guard !isPacket || tag.hasPrefix("Xmp.") else { return nil }
        return photostead_tags_value(tags, tag).map(Self.string)
    }

    /// As `text`, without the blanks and zeros that cameras fill fields with; nil also when nothing is left.
    func trimmed(_ tag: String) -> String? {
        guard let text = text(tag) else { return nil }
        let kept = text.trimmingBlanks
        return kept.isEmpty ? nil : String(kept)
    }

    /// The values of a list.
    func texts(_ tag: String) -> [String] {
        (0..<photostead_tags_value_count(tags, tag)).compactMap { index in
            photostead_tags_value_at(tags, tag, index).map(Self.string)
        }
    }

    /// The names of all tags of each kind, as often as they occur.
    var names: [String] {
        isPacket ? xmpNames : names(photostead_exif) + xmpNames + names(photostead_iptc)
    }

    var xmpNames: [String] { names(photostead_xmp) }

    /// The largest of the pictures that are embedded as previews.
    var largestPreview: [UInt8]? {
        var count = 0
        return photostead_tags_preview(tags, &count).map { Array(UnsafeBufferPointer(start: $0, count: count)) }
    }

    private func names(_ family: photostead_tag_family) -> [String] {
        (0..<photostead_tags_count(tags, family)).compactMap { index in
            photostead_tags_name(tags, family, index).map { String(cString: $0) }
        }
    }

    /// Texts of old cameras and programs are Latin-1, those of others UTF-8.
    private static func string(_ text: UnsafePointer<CChar>) -> String {
        if let valid = String(validatingCString: text) { return valid }
        return latin1(UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) })
    }
}
