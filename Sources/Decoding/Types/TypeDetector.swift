import Media
import Model

/// The type of a file by content, signature and extension.
struct TypeDetector {
    let magic: Magic

    /// - Parameter path: gives the extension.
    func decide(_ source: ByteSource, path: [UInt8]) -> TypeRule.Decision {
        var content = "application/octet-stream"
        do throws(DecodingProblem) {
            let head = try source.bytes(at: 0, count: min(source.size, 16))
            if let plain = TypeRule.plainSignature(head) {
                content = plain
            } else if source.wholeInMemory.isEmpty {
                let more = try source.bytes(at: 0, count: min(source.size, Magic.mostBytes))
                content = more.withUnsafeBytes(magic.mimeType)
            } else {
                content = magic.mimeType(of: source.wholeInMemory)
            }
            if content == "application/octet-stream" {
                content = TypeRule.signature(head) ?? content
            }
        } catch {
            // A file that cannot be read twice keeps the type of its extension.
            content = "application/octet-stream"
        }
        return TypeRule.decide(content: content, fileExtension: RelativePath(bytes: path)?.fileExtension ?? "")
    }
}
