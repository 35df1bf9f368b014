import Testing

@testable import HTTP

@Suite struct FormParserTests {
    static func parse(_ text: String, _ limits: FormLimits = FormLimits()) throws -> [FormField] {
        try FormParser.parse(Array(text.utf8), limits: limits)
    }

    @Test func `fields keep their order and their doubles`() throws {
        let fields = try Self.parse("a=1&b=x+y%2B&a=2&&c&d=a=b")
        #expect(
            fields == [
                FormField("a", "1"), FormField("b", "x y+"), FormField("a", "2"), FormField("c", ""),
                FormField("d", "a=b"),
            ])
    }

    @Test func `an empty body is an empty form`() throws {
        #expect(try Self.parse("") == [])
    }

    @Test(arguments: ["a=%", "a=%4", "%zz=1", "a=%00", "%00=1"])
    func `a broken form is answered 400`(text: String) {
        #expect { try Self.parse(text) } throws: { ($0 as? BodyFault)?.status == .badRequest }
    }

    @Test func `too many or too long fields are answered 413`() {
        let limits = FormLimits(fields: 2, fieldBytes: 5)
        #expect(throws: Never.self) { try Self.parse("a=123&b=456", limits) }
        #expect(throws: BodyFault.tooLarge) { try Self.parse("a=1&b=2&c=3", limits) }
        #expect(throws: BodyFault.tooLarge) { try Self.parse("a=1234", limits) }
    }
}
