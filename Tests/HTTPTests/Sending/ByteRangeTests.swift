import Testing

@testable import HTTP

@Suite struct ByteRangeTests {
    @Test(
        arguments: [
            (nil, .whole), ("bytes=0-0", .part(offset: 0, length: 1)), ("bytes=0-", .part(offset: 0, length: 10)),
            ("bytes=5-6", .part(offset: 5, length: 2)), ("bytes=5-999", .part(offset: 5, length: 5)),
            ("bytes=-3", .part(offset: 7, length: 3)), ("bytes=-999", .part(offset: 0, length: 10)),
            ("bytes=10-", .unsatisfiable), ("bytes=99999999999999999999-", .unsatisfiable),
            ("bytes=-0", .unsatisfiable),
            ("bytes=6-5", .whole), ("bytes=-", .whole), ("bytes=", .whole), ("bytes=a-b", .whole),
            ("bytes=0-1,3-4", .whole), ("lines=0-1", .whole),
            ("bytes=0-99999999999999999999", .part(offset: 0, length: 10)),
            ("bytes=--1", .whole), ("BYTES=1-1", .part(offset: 1, length: 1)),
        ] as [(String?, ByteRange)])
    func `of ten bytes`(header: String?, expected: ByteRange) {
        #expect(ByteRange(header, of: 10) == expected)
    }

    @Test func `of nothing nothing can be cut`() {
        #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
    }
}
