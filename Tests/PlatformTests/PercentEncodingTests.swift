import Platform
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("plain", "plain"), ("a%20b", "a b"), ("%C3%BC", "ü"), ("%2f", "/"), ("a+b", "a+b"), ("", ""),
    ])
    func `escapes are decoded`(text: String, expected: String) throws {
        #expect(PercentEncoding.decode(text.utf8) == Array(expected.utf8))
    }

    @Test func `plus is a space in forms only`() {
        #expect(PercentEncoding.decode("a+b%2B".utf8, plusIsSpace: true) == Array("a b+".utf8))
    }

    @Test(arguments: ["%", "%4", "%zz", "a%g0", "%%41"])
    func `a broken escape is refused`(text: String) {
        #expect(PercentEncoding.decode(text.utf8) == nil)
    }

    @Test func `only unreserved characters stay as they are`() {
        #expect(PercentEncoding.encode("aZ0-._~ /?#ü") == "aZ0-._~%20%2F%3F%23%C3%BC")
    }

    @Test func `every byte comes back`() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(PercentEncoding.decode(PercentEncoding.encode(bytes: bytes).utf8) == bytes)
    }
}
