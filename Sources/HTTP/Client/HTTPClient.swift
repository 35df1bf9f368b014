import CCurl
package import Model

/// Asks a server by libcurl: http and https only, no redirects, an answer of limited size in limited time.
package struct HTTPClient: Sendable {
    /// An answer that was read whole.
    package struct Answer: Sendable {
        package let status: Int
        package let body: [UInt8]
    }

    /// Seconds for a whole exchange.
    private let timeout: Int
    /// Bytes of an answer.
    private let limit: Int

    package init(timeout: Int = 60, limit: Int = 16 << 20) {
        self.timeout = timeout
        self.limit = limit
        Self.initialise
    }

    /// - Parameters:
    ///   - body: nil = GET, else POST of these bytes as JSON.
    ///   - bearer: the token of `Authorization`.
    /// - Throws: `ClientError` when no whole answer came.
    package func send(_ url: String, body: [UInt8]? = nil, bearer: String? = nil) throws -> Answer {
        guard let handle = curl_easy_init() else { throw ClientError(url: url, reason: "libcurl gives no handle") }
        defer { curl_easy_cleanup(handle) }
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        if let bearer { headers = curl_slist_append(headers, "Authorization: Bearer \(bearer)") }
        if body != nil { headers = curl_slist_append(headers, "Content-Type: application/json") }
        headers = curl_slist_append(headers, "Expect:")
        photostead_curl_text(handle, CURLOPT_URL, url)
        photostead_curl_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        photostead_curl_text(handle, CURLOPT_PROXY, "")
        photostead_curl_pointer(handle, CURLOPT_HTTPHEADER, headers)
        photostead_curl_long(handle, CURLOPT_TIMEOUT, timeout)
        photostead_curl_long(handle, CURLOPT_CONNECTTIMEOUT, 5)
        photostead_curl_long(handle, CURLOPT_NOSIGNAL, 1)
        let received = Received(limit: limit)
        photostead_curl_write(handle, Self.receive, Unmanaged.passUnretained(received).toOpaque())
        let code = try perform(handle, body)
        guard code == CURLE_OK else {
            throw ClientError(url: url, reason: String(cString: curl_easy_strerror(code)))
        }
        return Answer(status: photostead_curl_status(handle), body: received.bytes)
    }

    private func perform(_ handle: UnsafeMutableRawPointer, _ body: [UInt8]?) throws -> CURLcode {
        guard let body else { return curl_easy_perform(handle) }
        photostead_curl_long(handle, CURLOPT_POSTFIELDSIZE, body.count)
        return body.withUnsafeBytes { bytes in
            // libcurl only reads from here; its option takes a pointer that could be written through.
            photostead_curl_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            photostead_curl_long(handle, CURLOPT_POST, 1)
            return curl_easy_perform(handle)
        }
    }

    private static let initialise: Void = { curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()

    private static let receive: photostead_curl_writer = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
        return received.append(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }

    private final class Received {
        var bytes: [UInt8] = []
        private let limit: Int

        init(limit: Int) { self.limit = limit }

        func append(_ more: UnsafeRawBufferPointer) -> Bool {
            guard bytes.count + more.count <= limit else { return false }
            bytes += more
            return true
        }
    }
}

/// Why no whole answer came.
package struct ClientError: Failure {
    package let url: String
    package let reason: String

    package var subject: String? { url }
    package var hint: String? { "Is the server running and reachable?" }
    /// No answer came, so as far as anybody can tell nothing was done.
    package var severity: Severity { .preflight }
    package var isRetryable: Bool { true }
}
