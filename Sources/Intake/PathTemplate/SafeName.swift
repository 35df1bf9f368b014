import Media

/// Names that every file system takes: for what comes out of metadata, and for names that a target refuses.
package enum SafeName {
    /// What a token's value becomes inside one component: no separator, nothing that FAT, NTFS or a shell stumbles over.
    package static func value(_ text: String) -> String {
        trimmed(String(decoding: refusedReplaced(Array(text.utf8)), as: UTF8.self))
    }

    /// The bytes as valid UTF-8 with an underscore for each character that some file system refuses.
    static func refusedReplaced(_ name: [UInt8]) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
            text.append(isRefused(scalar) ? "_" : scalar)
        }
        return Array(String(text).utf8)
    }

    /// A name of at most `limit` bytes that keeps its extension and what else it can.
    package static func portable(_ name: [UInt8], limit: Int = 120) -> [UInt8] {
        let text = value(String(decoding: name, as: UTF8.self))
        return shortened(Array((text.isEmpty ? "_" : text).utf8), limit: limit)
    }

    /// The name cut to `limit` bytes before its extension, between two characters.
    package static func shortened(_ name: [UInt8], limit: Int = 255) -> [UInt8] {
        guard name.count > limit else { return name }
        let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.count
        // What is longer than this is no extension.
        let tail = name.count - dot <= min(32, limit / 2) ? Array(name[dot...]) : []
        var stem = name[..<(limit - tail.count)]
        while let last = stem.last, last & 0xC0 == 0x80 { stem.removeLast() }
        if let last = stem.last, last >= 0xC0 { stem.removeLast() }
        return Array(stem) + tail
    }

    /// A component that the walk of a storage does not pass over.
    package static func visible(_ component: [UInt8]) -> [UInt8] {
        IgnoredNames.reason(component: component) == nil ? component : [UInt8(ascii: "_")] + component
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x20 || scalar.value == 0x7F { return true }
        return "/\\:*?\"<>|".unicodeScalars.contains(scalar)
    }

    /// FAT and NTFS drop spaces and dots at the end.
    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0 == " " }
        guard let end = start.lastIndex(where: { $0 != " " && $0 != "." }) else { return "" }
        return String(start[...end])
    }
}
