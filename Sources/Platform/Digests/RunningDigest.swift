import CCrypto

/// A digest that grows with the bytes it is fed; one object is used for many files.
package final class RunningDigest {
    package enum Algorithm: String, Sendable {
        case md5 = "MD5"
        case sha256 = "SHA256"
    }

    private let context: OpaquePointer?
    private let method: OpaquePointer?

    package init(_ algorithm: Algorithm) {
        // Fetched once: OpenSSL 3 otherwise searches its providers at every start.
        method = EVP_MD_fetch(nil, algorithm.rawValue, nil)
        context = EVP_MD_CTX_new()
        reset()
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_MD_free(method)
    }

    /// Forgets what was fed.
    package func reset() { EVP_DigestInit_ex2(context, method, nil) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        if let base = bytes.baseAddress { EVP_DigestUpdate(context, base, bytes.count) }
    }

    /// Becomes a copy of another digest of the same algorithm, with what that was fed so far.
    package func become(_ other: RunningDigest) { EVP_MD_CTX_copy_ex(context, other.context) }

    /// The digest of everything since the last reset, in lower-case hexadecimal; feeding can only start anew.
    package func finish() -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(EVP_MAX_MD_SIZE)) { room in
            var count: UInt32 = 0
            EVP_DigestFinal_ex(context, room.baseAddress, &count)
            return Hexadecimal.text(UnsafeRawBufferPointer(room)[..<Int(count)])
        }
    }

    /// The digest of some bytes.
    package static func of(_ bytes: UnsafeRawBufferPointer, _ algorithm: Algorithm) -> String {
        let digest = RunningDigest(algorithm)
        digest.update(bytes)
        return digest.finish()
    }
}

/// Bytes as lower-case hexadecimal digits and back.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func text(_ bytes: some Collection<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { room in
            var next = 0
            for byte in bytes {
                room[next] = digits[Int(byte >> 4)]
                room[next + 1] = digits[Int(byte & 15)]
                next += 2
            }
            return next
        }
    }

    /// - Returns: nil unless the text is an even number of hexadecimal digits.
    package static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
