import Foundation
import Platform
import TestSupport
import Testing

struct JSONReaderTests {
    private func value(_ text: String) throws -> JSONValue {
        let reader = try JSONReader(Array(text.utf8))
        let value = try reader.readValue()
        try reader.finish()
        return value
    }

    private func refusal(_ text: String) -> String? {
        do {
            _ = try value(text)
            return nil
        } catch { return "\(error)" }
    }

    @Test func `every kind of value is read, and the order of keys is kept`() throws {
        let text = #" {"b": [1, -20, 2.50e3, true, false, null], "a": {"": "x"}, "c": [], "d": {}} "#
        #expect(
            try value(text)
                == .object([
                    .init(
                        "b",
                        .array([.integer(1), .integer(-20), .number("2.50e3"), .bool(true), .bool(false), .null])),
                    .init("a", .object([.init("", .string("x"))])), .init("c", .array([])), .init("d", .object([])),
                ]))
    }

    @Test func `what is written is read again, number by number and byte by byte`() throws {
        let original = JSONValue.object([
            .init("text \" \\ \n \u{1} \u{7f} 😀", .string("é\u{301}\u{0}\t")), .init("number", .number("1E+400")),
            .init("list", .array([.integer(.max), .integer(.min), .object([])])),
        ])
        let reader = try JSONReader(original.prettyBytes)
        #expect(try reader.readValue() == original)
    }

    @Test func `escapes are undone; half a surrogate pair becomes the replacement character`() throws {
        #expect(try value(#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\uDE00""#) == .string("\"\\/\u{8}\u{c}\n\r\tAé😀"))
        #expect(try value(#""\ud83dx\ude00\ud83d\u0041""#) == .string("\u{fffd}x\u{fffd}\u{fffd}"))
    }

    @Test(arguments: [
        "", " ", "{", "[", "\"", "{\"a\"", "{\"a\":", "{\"a\":1", "[1,", "[1,]", "{\"a\":1,}", "{,}", "[,]", "nul",
        "truE", "+1", "01", "-", "1.", ".5", "1e", "1e+", "NaN", "'a'", "{a:1}", "[1 2]", "1 1", "\"\u{1}\"", "\"\\x\"",
        "\"\\u12\"", "\"\\u12g4\"", "{1:2}", "[}", "{]", "//x\n1",
    ]) func `what is no JSON is refused`(_ text: String) {
        #expect(refusal(text) != nil, "\(text)")
    }

    @Test func `nesting and strings have limits, far below what memory has`() {
        #expect(refusal(String(repeating: "[", count: 60) + String(repeating: "]", count: 60)) == nil)
        #expect(refusal(String(repeating: "[", count: 10_000_000))?.contains("nested") ?? false)
        #expect(refusal(String(repeating: "{\"a\":", count: 1000))?.contains("nested") ?? false)
        #expect(refusal("\"" + String(repeating: "x", count: 3 << 20) + "\"")?.contains("too long") ?? false)
        #expect(refusal(String(repeating: "9", count: 1000)) != nil)
    }

    @Test func `a file is read across the edges of the buffer`() throws {
        let home = try TemporaryFolder()
        let element = #"{"name": "caf\u00e9 😀 \n", "numbers": [1234567890, 1.5, true, null]}"#
        let path = try home.write("long.json", "\u{feff}[" + String(repeating: element + ",\n", count: 12_000) + "0]")
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        let reader = try JSONReader(Descriptor(owning: dup(fileno(file))))
        let expected = try value(element)
        var count = 0
        try reader.readArray {
            if try reader.kind() == .number {
                #expect(try reader.readInteger() == 0)
            } else {
                let element = try reader.readValue()
                if element != expected { Issue.record("element \(count): \(element)") }
                count += 1
            }
        }
        try reader.finish()
        #expect(count == 12_000)
    }

    @Test func `damaged text that is read is JSON for another reader, too`() throws {
        let original = JSONValue.object([
            .init("files", .object([.init("ab", .array([.integer(1), .string("x\"\n"), .null]))])),
            .init("other", .bool(true)), .init("rate", .number("1.5e3")),
        ]).prettyBytes
        var mutation = Mutation(seed: LongRun.seed)
        var (accepted, refused) = (0, 0)
        for _ in 0..<LongRun.count(2000, long: 100_000) {
            let bytes = mutation.mutate(original, with: original)
            guard let text = String(validating: bytes, as: UTF8.self), refusal(text) == nil else {
                refused += 1
                continue
            }
            accepted += 1
            let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect(other != nil, "\(text)")
        }
        #expect(accepted > 0)
        #expect(refused > accepted)
    }
}
