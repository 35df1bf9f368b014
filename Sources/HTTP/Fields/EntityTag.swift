package import Platform

/// Validators of RFC 9110 section 8.8.3, as the text with its quotes.
package enum EntityTag {
    /// The tag of an open file: any write changes it.
    package static func of(_ status: FileStatus) -> String {
        let parts = [Int64(bitPattern: status.inode), status.size, status.modifiedNanoseconds]
        return "\"" + parts.map { String($0, radix: 36) }.joined(separator: ".") + "\""
    }

    /// The tag of the compressed form, which differs in its bytes; a weak tag stands for both.
    static func compressed(_ tag: String) -> String {
        tag.hasPrefix("W/") || !tag.hasSuffix("\"") ? tag : "\(tag.dropLast())-gzip\""
    }

    /// Whether a list as in `If-None-Match` names the tag, also in its compressed form; weak comparison.
    static func list(_ list: String, contains tag: String) -> Bool {
        let wanted = [opaque(tag), opaque(compressed(tag))]
        return list.split(separator: ",").contains { item in
            let item = item.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return item == "*" || wanted.contains(opaque(String(item)))
        }
    }

    private static func opaque(_ tag: String) -> String { tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag }
}
