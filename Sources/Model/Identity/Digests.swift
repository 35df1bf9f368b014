/// What one read of a file yields about its bytes. All values are lower-case hexadecimal.
package struct Digests: Hashable, Sendable {
    /// MD5 of the whole file, 32 digits.
    package var md5: String
    /// MD5 of the first 4,096 bytes, 32 digits.
    package var headMD5: String
    /// SHA-256 of the whole file, 64 digits, never truncated.
    package var sha256: String
    /// CRC32 (IEEE) of the whole file, 8 digits with leading zeros.
    package var crc32: String
    /// Length of the file in bytes.
    package var size: Int64

    package init(md5: String, headMD5: String, sha256: String, crc32: String, size: Int64) {
        self.md5 = md5
        self.headMD5 = headMD5
        self.sha256 = sha256
        self.crc32 = crc32
        self.size = size
    }

    /// `fast_photo_key`: `{head MD5}:{file size}`.
    package var fastPhotoKey: String { "\(headMD5):\(size)" }
}
