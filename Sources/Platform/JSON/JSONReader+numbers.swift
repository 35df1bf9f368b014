extension JSONReader {
    /// A whole number without fraction or exponent.
    package func readInteger() throws -> Int64 {
        let text = try readNumber()
        guard let number = Int64(text) else { throw problem("a whole number is expected") }
        return number
    }

    /// The characters of a number, which follow the grammar.
    func readNumber() throws -> String {
        guard try kind() == .number else { throw problem("a number is expected") }
        var text: [UInt8] = []
        while let byte = try peek(), Self.isOfNumber(byte), text.count < 64 {
            text.append(byte)
            position += 1
        }
        guard Self.isNumber(text) else { throw problem("a number is malformed") }
        return String(decoding: text, as: UTF8.self)
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// RFC 8259 section 6.
    private static func isNumber(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        func digits() -> Int {
            let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole == 1 || whole > 1 && !startsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
