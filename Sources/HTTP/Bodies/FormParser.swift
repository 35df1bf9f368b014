import Platform

/// Parses `application/x-www-form-urlencoded` (WHATWG URL section 5.1).
enum FormParser {
    /// - Throws: `BodyFault`: 400 for a broken escape or a NUL, 413 beyond the limits.
    static func parse(_ bytes: [UInt8], limits: FormLimits) throws(BodyFault) -> [FormField] {
        var fields: [FormField] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < limits.fields, part.count <= limits.fieldBytes else { throw .tooLarge }
            let sign = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = PercentEncoding.decode(part[..<sign], plusIsSpace: true),
                let value = PercentEncoding.decode(part[sign...].dropFirst(), plusIsSpace: true)
            else { throw .malformed("The form contains a broken escape.") }
            guard !name.contains(0), !value.contains(0) else { throw .malformed("The form contains a NUL.") }
            fields.append(FormField(name: String(decoding: name, as: UTF8.self), bytes: value))
        }
        return fields
    }
}
