import CGExiv2
import Platform

/// EXIF, XMP and IPTC of one file as exiv2 reads them.
package final class EmbeddedTags {
    let metadata: UnsafeMutablePointer<GExiv2Metadata>

    /// exiv2 prepared, with its complaints taken from stderr; happens once, at the first use.
    private static let isPrepared: Bool = {
        LibraryLogs.redirect()
        return gexiv2_initialize() != 0
    }()

    /// exiv2 makes EXIF of a packet of XMP and moves its dates by the zone of this machine; that is not in the file.
    private let isPacket: Bool
    /// exiv2 looks for a tag by spelling out the name of each one before it: most are asked for in vain, so they are
    /// spelled out once.
    private lazy var present = Set(names)

    /// Reads a file or block in memory, which must outlive this object.
    ///
    /// - Parameter isPacket: nothing but XMP stands there.
    package init(_ bytes: UnsafeRawBufferPointer, isPacket: Bool = false) throws(DecodingProblem) {
        self.isPacket = isPacket
        guard Self.isPrepared, let metadata = gexiv2_metadata_new() else {
            throw .refused("no memory for its metadata")
        }
        self.metadata = metadata
        var error: UnsafeMutablePointer<GError>?
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        if gexiv2_metadata_open_buf(metadata, start, bytes.count, &error) == 0 {
            throw .damaged(Self.message(&error) ?? "its metadata could not be read")
        }
    }

    deinit { photostead_release_metadata(metadata) }

    package var hasExif: Bool { !isPacket && gexiv2_metadata_has_exif(metadata) != 0 }
    package var hasXMP: Bool { gexiv2_metadata_has_xmp(metadata) != 0 }
    package var hasIPTC: Bool { !isPacket && gexiv2_metadata_has_iptc(metadata) != 0 }

    /// Pixels as exiv2 found them in the header of the container; nil = it found none.
    package var pixels: (width: Int, height: Int)? {
        let width = Int(gexiv2_metadata_get_pixel_width(metadata))
        let height = Int(gexiv2_metadata_get_pixel_height(metadata))
        return width > 0 && height > 0 ? (width, height) : nil
    }

    /// The value of a tag in exiv2's notation; nil = the tag is not there.
    package func text(_ tag: String) -> String? {
        guard present.contains(tag) else { return nil }
        var error: UnsafeMutablePointer<GError>?
        defer { if let error { g_error_free(error) } }
        return Self.take(gexiv2_metadata_try_get_tag_string(metadata, tag, &error))
    }

    /// As `text`, without the blanks and zeros that cameras fill fields with; nil also when nothing is left.
    package func trimmed(_ tag: String) -> String? {
        guard let text = text(tag) else { return nil }
        let kept = text.prefix { $0 != "\0" }.trimmingBlanks
        return kept.isEmpty ? nil : String(kept)
    }

    /// The values of a list.
    package func texts(_ tag: String) -> [String] {
        guard present.contains(tag) else { return [] }
        var error: UnsafeMutablePointer<GError>?
        defer { if let error { g_error_free(error) } }
        return Self.takeAll(gexiv2_metadata_try_get_tag_multiple(metadata, tag, &error))
    }

    /// The names of all tags of each kind, as often as they occur.
    package var names: [String] {
        if isPacket { return xmpNames }
        return Self.takeAll(gexiv2_metadata_get_exif_tags(metadata)) + xmpNames
            + Self.takeAll(gexiv2_metadata_get_iptc_tags(metadata))
    }

    package var xmpNames: [String] { Self.takeAll(gexiv2_metadata_get_xmp_tags(metadata)) }

    private static func message(_ error: inout UnsafeMutablePointer<GError>?) -> String? {
        guard let pointer = error else { return nil }
        let text = String(cString: pointer.pointee.message)
        g_error_free(pointer)
        error = nil
        return text
    }

    private static func take(_ text: UnsafeMutablePointer<gchar>?) -> String? {
        guard let text else { return nil }
        defer { g_free(text) }
        return string(text)
    }

    private static func takeAll(_ list: UnsafeMutablePointer<UnsafeMutablePointer<gchar>?>?) -> [String] {
        guard let list else { return [] }
        defer { g_strfreev(list) }
        var values: [String] = []
        var next = 0
        while let text = list[next] {
            values.append(string(text))
            next += 1
        }
        return values
    }

    /// Texts of old cameras and programs are Latin-1, those of others UTF-8.
    private static func string(_ text: UnsafeMutablePointer<gchar>) -> String {
        if let valid = String(validatingCString: text) { return valid }
        return latin1(UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) })
    }
}
