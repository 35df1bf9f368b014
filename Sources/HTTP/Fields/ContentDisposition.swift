import Platform

/// How a browser is to treat a file and what to call it (RFC 6266).
package enum ContentDisposition {
    package static func attachment(_ fileName: String) -> String { header("attachment", fileName) }
    package static func inline(_ fileName: String) -> String { header("inline", fileName) }

    /// An ASCII name for old clients and, where it differs, the real one by RFC 8187.
    private static func header(_ type: String, _ fileName: String) -> String {
        let name = cleaned(fileName)
        let plain = String(
            decoding: name.unicodeScalars.map { scalar -> UInt8 in
                guard scalar.isASCII, scalar != "\"", scalar != "\\", scalar != "%" else { return UInt8(ascii: "_") }
                return UInt8(truncatingIfNeeded: scalar.value)
            }, as: UTF8.self)
        let value = "\(type); filename=\"\(plain)\""
        return plain == name ? value : value + "; filename*=UTF-8''\(PercentEncoding.encode(name))"
    }

    /// Only a name: no folders, no control characters, none that turn the direction of writing round.
    private static func cleaned(_ fileName: String) -> String {
        let name = fileName.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "\\" }.last ?? ""
        let scalars = name.unicodeScalars.filter { scalar in
            let turns = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            return scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && !turns
        }
        let cleaned = String(String.UnicodeScalarView(scalars))
        return cleaned.isEmpty || cleaned.allSatisfy { $0 == "." } ? "file" : cleaned
    }
}
