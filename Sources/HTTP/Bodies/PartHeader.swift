/// The head of one part of a multipart form.
struct PartHeader: Equatable {
    let name: String
    /// nil for a plain field.
    let fileName: String?
    let contentType: String?

    /// - Parameter bytes: the lines between boundary and content, without the empty line.
    /// - Returns: nil without a `Content-Disposition: form-data` that has a name.
    init?(parsing bytes: [UInt8]) {
        var disposition: String?
        var type: String?
        for line in bytes.split(separator: 0x0A) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self)
            let value = String(decoding: line[(colon + 1)...].filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
            if Headers.isSame(name, "Content-Disposition") { disposition = value }
            if Headers.isSame(name, "Content-Type") { type = String(value.drop { $0 == " " }) }
        }
        guard let disposition, let (kind, parameters) = Parameters.parse(disposition), kind == "form-data",
            let name = parameters["name"]
        else { return nil }
        self.name = name
        fileName = parameters["filename"]
        contentType = type
    }
}

/// A header value followed by parameters, as in `form-data; name="a"`.
enum Parameters {
    /// - Returns: the value in lower case and the parameters by lower-case name; nil when a quote is left open.
    static func parse(_ text: String) -> (value: String, parameters: [String: String])? {
        var rest = Array(text.utf8)[...]
        let value = take(&rest) { $0 != UInt8(ascii: ";") }
        var parameters: [String: String] = [:]
        while rest.popFirst() != nil {
            let name = trimmed(take(&rest) { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") })
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest.removeFirst()
            rest = rest.drop { $0 == UInt8(ascii: " ") }
            if rest.first == UInt8(ascii: "\"") {
                rest.removeFirst()
                guard let quoted = takeQuoted(&rest) else { return nil }
                parameters[name] = parameters[name] ?? quoted
                _ = take(&rest) { $0 != UInt8(ascii: ";") }
            } else {
                let plain = take(&rest) { $0 != UInt8(ascii: ";") }
                parameters[name] = parameters[name] ?? plain
            }
        }
        return (trimmed(value), parameters)
    }

    private static func take(_ rest: inout ArraySlice<UInt8>, while isPart: (UInt8) -> Bool) -> String {
        let part = rest.prefix(while: isPart)
        rest = rest.dropFirst(part.count)
        return String(decoding: part, as: UTF8.self)
    }

    /// Up to the closing quote. Browsers write a quote as %22, older clients as a backslash and a quote; a backslash
    /// before anything else is itself, as in paths of Windows.
    private static func takeQuoted(_ rest: inout ArraySlice<UInt8>) -> String? {
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote {
                return String(decoding: bytes, as: UTF8.self).replacing("%22", with: "\"")
            }
            if byte == backslash, let next = rest.first, next == quote || next == backslash {
                bytes.append(next)
                rest.removeFirst()
            } else {
                bytes.append(byte)
            }
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }).lowercased()
    }
}
