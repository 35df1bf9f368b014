import CDeflate
import Testing

/// The bytes behind a gzip member.
func gunzip(_ packed: [UInt8]) throws -> [UInt8] {
    let decompressor = try #require(libdeflate_alloc_decompressor())
    defer { libdeflate_free_decompressor(decompressor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var count = 0
    let result = libdeflate_gzip_decompress(decompressor, packed, packed.count, &bytes, bytes.count, &count)
    try #require(result == LIBDEFLATE_SUCCESS)
    return Array(bytes[..<count])
}
