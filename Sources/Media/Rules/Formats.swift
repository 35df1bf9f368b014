package import Model

/// What is done with one format (docs/metadata.md section 5).
package struct MediaFormat: Sendable, Hashable {
    /// Who reads facts.
    package enum Reader: String, Sendable {
        case exiv2, png, boxes, dimensions, video, none
    }

    /// Where a rendition comes from.
    package enum Picture: String, Sendable {
        case decoder, embeddedPreview, posterFrame, none
    }

    /// Where metadata edits go.
    package enum Writer: String, Sendable {
        case embed, sidecar
    }

    package let name: String
    /// MIME types; the first one is the format's own.
    package let mimeTypes: [String]
    /// Lower-case file-name extensions.
    package let extensions: [String]
    package let mediaType: MediaType
    package let reader: Reader
    package let picture: Picture
    package let writer: Writer

    package var mimeType: String { mimeTypes.first ?? "application/octet-stream" }
}

/// The table of formats.
package enum Formats {
    /// The format of a MIME type; any other picture or film is known only by its name and dimensions. nil = no media.
    package static func of(mimeType: String) -> MediaFormat? {
        if let known = byMIME[mimeType] { return known }
        if mimeType == "image/svg+xml" { return nil }
        if mimeType.hasPrefix("image/") { return photo("other picture", [mimeType], [], .none, .none, .sidecar) }
        if mimeType.hasPrefix("video/") { return video("other film", [mimeType], [], .sidecar) }
        return nil
    }

    /// The format that files with this lower-case extension claim to have.
    package static func of(fileExtension: String) -> MediaFormat? { byExtension[fileExtension] }

    /// Every format with a row of its own.
    package static let all: [MediaFormat] = pictures + raws + films

    private static let pictures = [
        photo("JPEG", ["image/jpeg", "image/pjpeg"], ["jpg", "jpeg", "jpe", "jfif", "mpo"], .exiv2, .decoder, .embed),
        photo("PNG", ["image/png", "image/apng", "image/vnd.mozilla.apng"], ["png", "apng"], .png, .decoder, .embed),
        photo("WebP", ["image/webp"], ["webp"], .exiv2, .decoder, .embed),
        photo("TIFF", ["image/tiff"], ["tif", "tiff"], .exiv2, .decoder, .embed),
        photo(
            "HEIC", ["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"],
            ["heic", "heif", "hif", "heics"], .exiv2, .decoder, .embed),
        photo("AVIF", ["image/avif", "image/avif-sequence"], ["avif", "avifs"], .exiv2, .decoder, .embed),
        photo("JPEG XL", ["image/jxl"], ["jxl"], .boxes, .decoder, .sidecar),
        photo(
            "JPEG 2000", ["image/jp2", "image/jpx", "image/jpm", "image/x-jp2-codestream"],
            ["jp2", "j2k", "jpf", "jpx", "jpm", "j2c"], .boxes, .decoder, .sidecar),
        photo("GIF", ["image/gif"], ["gif"], .dimensions, .decoder, .sidecar),
        photo("BMP", ["image/bmp", "image/x-ms-bmp"], ["bmp", "dib"], .dimensions, .none, .sidecar),
        photo("PSD", ["image/vnd.adobe.photoshop"], ["psd", "psb"], .dimensions, .none, .sidecar),
        photo("ICO", ["image/vnd.microsoft.icon", "image/x-icon"], ["ico"], .dimensions, .none, .sidecar),
    ]

    private static let raws = [
        raw("DNG", "image/x-adobe-dng", ["dng"]),
        raw("NEF", "image/x-nikon-nef", ["nef"]),
        raw("NRW", "image/x-nikon-nrw", ["nrw"]),
        raw("CR2", "image/x-canon-cr2", ["cr2"]),
        raw("CR3", "image/x-canon-cr3", ["cr3"]),
        raw("CRW", "image/x-canon-crw", ["crw"]),
        raw("ARW", "image/x-sony-arw", ["arw"]),
        raw("SR2", "image/x-sony-sr2", ["sr2"]),
        raw("SRF", "image/x-sony-srf", ["srf"]),
        raw("RAF", "image/x-fuji-raf", ["raf"]),
        raw("ORF", "image/x-olympus-orf", ["orf"]),
        raw("RW2", "image/x-panasonic-rw2", ["rw2"]),
        raw("RWL", "image/x-leica-rwl", ["rwl"]),
        raw("PEF", "image/x-pentax-pef", ["pef"]),
        raw("SRW", "image/x-samsung-srw", ["srw"]),
        raw("3FR", "image/x-hasselblad-3fr", ["3fr"]),
        raw("FFF", "image/x-hasselblad-fff", ["fff"]),
        raw("KDC", "image/x-kodak-kdc", ["kdc"]),
        raw("DCR", "image/x-kodak-dcr", ["dcr"]),
        raw("MRW", "image/x-minolta-mrw", ["mrw"]),
        raw("ERF", "image/x-epson-erf", ["erf"]),
        raw("MEF", "image/x-mamiya-mef", ["mef"]),
        raw("MOS", "image/x-leaf-mos", ["mos"]),
        raw("IIQ", "image/x-phaseone-iiq", ["iiq"]),
        raw("X3F", "image/x-sigma-x3f", ["x3f"]),
        raw("GPR", "image/x-gopro-gpr", ["gpr"]),
    ]

    private static let films = [
        video("MP4", ["video/mp4", "video/x-m4v"], ["mp4", "m4v", "insv", "lrv"], .embed),
        video("MOV", ["video/quicktime"], ["mov", "qt"], .embed),
        video("3GP", ["video/3gpp", "video/3gpp2"], ["3gp", "3g2", "3gpp"], .sidecar),
        video("Matroska", ["video/x-matroska"], ["mkv"], .sidecar),
        video("WebM", ["video/webm"], ["webm"], .sidecar),
        video("AVI", ["video/x-msvideo", "video/avi"], ["avi"], .sidecar),
        video("MPEG-TS", ["video/mp2t"], ["mts", "m2ts", "m2t"], .sidecar),
        video("MPEG", ["video/mpeg"], ["mpg", "mpeg", "mpe", "vob", "m2v"], .sidecar),
        video("ASF", ["video/x-ms-asf", "video/x-ms-wmv"], ["wmv", "asf"], .sidecar),
        video("Flash", ["video/x-flv"], ["flv"], .sidecar),
        video("Ogg", ["video/ogg"], ["ogv"], .sidecar),
        video("DV", ["video/x-dv", "video/dv"], ["dv"], .sidecar),
    ]

    private static let byMIME = Dictionary(
        all.flatMap { format in format.mimeTypes.map { ($0, format) } }, uniquingKeysWith: { first, _ in first })
    private static let byExtension = Dictionary(
        all.flatMap { format in format.extensions.map { ($0, format) } }, uniquingKeysWith: { first, _ in first })

    private static func photo(
        _ name: String, _ mimeTypes: [String], _ extensions: [String], _ reader: MediaFormat.Reader,
        _ picture: MediaFormat.Picture, _ writer: MediaFormat.Writer
    ) -> MediaFormat {
        MediaFormat(
            name: name, mimeTypes: mimeTypes, extensions: extensions, mediaType: .photo, reader: reader,
            picture: picture, writer: writer)
    }

    private static func raw(_ name: String, _ mimeType: String, _ extensions: [String]) -> MediaFormat {
        photo(name, [mimeType], extensions, .exiv2, .embeddedPreview, .sidecar)
    }

    private static func video(
        _ name: String, _ mimeTypes: [String], _ extensions: [String], _ writer: MediaFormat.Writer
    ) -> MediaFormat {
        MediaFormat(
            name: name, mimeTypes: mimeTypes, extensions: extensions, mediaType: .video, reader: .video,
            picture: .posterFrame, writer: writer)
    }
}
