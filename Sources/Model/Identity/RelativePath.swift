/// A path below a storage's root, as the bytes the file system has.
///
/// Bytes, because a `String` merges names in different Unicode normal forms and repairs invalid UTF-8
/// (docs/safety.md section 1). Never empty, never absolute, no `.`, `..` or empty component, no NUL.
package struct RelativePath: Hashable, Sendable, Comparable {
    package let bytes: [UInt8]

    /// - Returns: nil when the bytes could name something outside the root.
    package init?(bytes: [UInt8]) {
        guard bytes.withUnsafeBufferPointer(Self.staysInside) else { return nil }
        self.bytes = bytes
    }

    /// In one pass: every row and every name of a walk comes through here.
    private static func staysInside(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
        // Of the component so far: how many bytes, and whether all of them are dots.
        var (length, isDots) = (0, true)
        for byte in bytes {
            if byte == slash {
                guard length > 2 || !isDots else { return false }
                (length, isDots) = (0, true)
            } else {
                guard byte != 0 else { return false }
                length += 1
                if byte != dot { isDots = false }
            }
        }
        return length > 2 || !isDots
    }

    package init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// For display only: invalid UTF-8 shows as U+FFFD.
    package var display: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether `display` names the same bytes.
    package var isValidUTF8: Bool { Array(display.utf8) == bytes }

    /// The last component.
    package var name: [UInt8] {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes }
        return Array(bytes[(slash + 1)...])
    }

    /// The last component, for display only.
    package var displayName: String { String(decoding: name, as: UTF8.self) }

    /// The folder, or nil when the path has one component.
    package var parent: RelativePath? {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        return RelativePath(bytes: Array(bytes[..<slash]))
    }

    /// Lower-case ASCII extension without its dot; empty when there is none or the name begins with the only dot.
    package var fileExtension: String {
        let name = self.name
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
        return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
    }

    /// The path with `suffix` added to its last component, as in `photo.jpg` + `.xmp`.
    package func adding(suffix: String) -> RelativePath? { RelativePath(bytes: bytes + Array(suffix.utf8)) }

    /// Order of the bytes, as `memcmp` and SQLite's BLOBs have it.
    package static func < (left: RelativePath, right: RelativePath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
