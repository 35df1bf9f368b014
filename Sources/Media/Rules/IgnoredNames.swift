/// Why a name is never indexed (docs/metadata.md section 5).
package enum IgnoredNames: String, Sendable, CaseIterable {
    /// Begins with a dot; also the `._*` companions of macOS and `.Trash*`.
    case hidden
    /// Wastebaskets and leftovers of file systems.
    case systemFolder = "system folder"
    /// Thumbnail stores of other programs.
    case foreignThumbnails = "thumbnails of another program"
    /// Photostead's own files.
    case ours = "our own"

    /// The reason for one component of a path; nil = look inside or at it.
    package static func reason(component name: [UInt8]) -> IgnoredNames? {
        if name.starts(with: "imalink-".utf8) { return .ours }
        if name.first == UInt8(ascii: ".") {
            return [".photostead", ".photolala", ".imalink"].contains { name.starts(with: $0.utf8) } ? .ours : .hidden
        }
        return foreign.first { isSame($0.name, name) }?.reason
    }

    private static let foreign: [(name: StaticString, reason: IgnoredNames)] = [
        ("@eadir", .foreignThumbnails), ("thumbs.db", .foreignThumbnails), ("ehthumbs.db", .foreignThumbnails),
        ("#recycle", .systemFolder), ("$recycle.bin", .systemFolder), ("lost+found", .systemFolder),
        ("system volume information", .systemFolder), ("desktop.ini", .systemFolder),
    ]

    /// Whether they are equal but for the case of ASCII letters.
    private static func isSame(_ lowercase: StaticString, _ name: [UInt8]) -> Bool {
        guard lowercase.utf8CodeUnitCount == name.count else { return false }
        return lowercase.withUTF8Buffer { expected in
            zip(expected, name).allSatisfy { $0 == ((0x41...0x5A).contains($1) ? $1 | 0x20 : $1) }
        }
    }
}
