package import Model

/// How the type of a file was decided: three tiers, and the gaps of libmagic (docs/metadata.md section 5).
package enum TypeRule: String, Sendable {
    /// The content says so.
    case content
    /// The content says TIFF and the extension or a tag says which raw format.
    case refined
    /// Only the extension says so.
    case fileExtension = "extension"
    case unknown

    /// A decided type.
    package struct Decision: Sendable, Hashable {
        package let mimeType: String
        package let rule: TypeRule

        package var isSuspect: Bool { rule == .fileExtension || rule == .unknown }
        /// nil = no media file.
        package var format: MediaFormat? { Formats.of(mimeType: mimeType) }
        package var mediaType: MediaType? { format?.mediaType }
    }

    /// - Parameters:
    ///   - content: the MIME type that the content shows; `application/octet-stream` when it shows none.
    ///   - fileExtension: lower case, without dot.
    package static func decide(content: String, fileExtension: String) -> Decision {
        let claimed = Formats.of(fileExtension: fileExtension)
        if content == "image/tiff", let claimed, claimed.picture == .embeddedPreview {
            return Decision(mimeType: claimed.mimeType, rule: .refined)
        }
        if !content.isEmpty, content != "application/octet-stream", content != "text/plain" {
            return Decision(mimeType: content, rule: .content)
        }
        if let claimed { return Decision(mimeType: claimed.mimeType, rule: .fileExtension) }
        return Decision(mimeType: "application/octet-stream", rule: .unknown)
    }

    /// What the first bytes show without any doubt, as libmagic would say after trying hundreds of rules.
    ///
    /// - Parameter head: at least 16 bytes from the beginning.
    package static func plainSignature(_ head: some Collection<UInt8>) -> String? {
        let head = Array(head.prefix(16))
        guard head.count >= 16 else { return nil }
        // F7 begins the lossless kind, which is another format.
        if head.starts(with: [0xFF, 0xD8, 0xFF]), 0xC0...0xFE ~= head[3], head[3] != 0xF7 { return "image/jpeg" }
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        return head == png ? "image/png" : nil
    }

    /// What the first bytes show where libmagic 5.44 says nothing.
    ///
    /// - Parameter head: at least 16 bytes from the beginning.
    package static func signature(_ head: some Collection<UInt8>) -> String? {
        let head = Array(head.prefix(16))
        guard head.count >= 16 else { return nil }
        func text(_ from: Int, _ count: Int) -> String { String(decoding: head[from..<from + count], as: UTF8.self) }
        switch text(4, 4) {
        case "ftyp": return brand(text(8, 4))
        case "moov", "mdat", "wide", "pnot": return "video/quicktime"
        default: break
        }
        if text(6, 8) == "HEAPCCDR" { return "image/x-canon-crw" }
        if text(0, 15) == "FUJIFILMCCD-RAW" { return "image/x-fuji-raf" }
        if head.starts(with: [0x49, 0x49, 0x55, 0x00]) { return "image/x-panasonic-rw2" }
        if text(0, 4) == "FOVb" { return "image/x-sigma-x3f" }
        if head.starts(with: [0x00, 0x4D, 0x52, 0x4D]) { return "image/x-minolta-mrw" }
        return nil
    }

    private static func brand(_ brand: String) -> String {
        switch brand {
        case "qt  ": "video/quicktime"
        case "crx ": "image/x-canon-cr3"
        case "heic", "heix", "mif1", "msf1", "hevc", "heim": "image/heic"
        case "avif", "avis": "image/avif"
        case "M4A ", "M4B ", "M4P ": "audio/mp4"
        case let other where other.hasPrefix("3g"): "video/3gpp"
        default: "video/mp4"
        }
    }
}
