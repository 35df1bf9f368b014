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
            return Hex.encode(UnsafeRawBufferPointer(room)[..<Int(count)])
        }
    }

    /// The digest of some bytes.
    package static func of(_ bytes: UnsafeRawBufferPointer, _ algorithm: Algorithm) -> String {
        let digest = RunningDigest(algorithm)
        digest.update(bytes)
        return digest.finish()
    }
}
