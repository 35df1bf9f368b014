package import Platform

/// Where a server listens and what it allows. The defaults are those of docs/safety.md section 5.
package struct ServerConfiguration: Sendable {
    /// A numeric IPv4 or IPv6 address.
    package var address = "127.0.0.1"
    /// 0 picks a free port.
    package var port: UInt16 = 0
    /// Names in `Host` that are answered, lower case, without port; IPv6 addresses in brackets.
    package var allowedHosts: Set<String> = ["localhost", "127.0.0.1", "[::1]"]
    /// The scheme browsers see, for the comparison of `Origin`.
    package var scheme = "http"
    /// Threads that only parse and send.
    package var poolThreads = 2
    /// Threads that run `Handler.respond(to:)`.
    package var workerThreads = 16
    /// Requests that may wait for a worker thread; one more is answered 503.
    package var waitingRequests = 128
    package var connections = 256
    package var connectionsPerAddress = 32
    /// Bytes for the head of a request and the head of its answer together.
    package var headerMemory = 32 << 10
    /// Seconds without a byte after which a connection is closed.
    package var idleTimeout = 15
    /// Seconds from the first byte to the end of the head.
    package var headerDeadline = 10.0
    /// Seconds for a body that is not an upload.
    package var bodyDeadline = 60.0
    /// Seconds between two signs of life on an event stream.
    package var heartbeat = 10.0
    /// Event streams for each client key.
    package var eventStreamsPerClient = 4
    /// Seconds that requests in flight get when the server stops.
    package var grace = 5.0
    /// Bytes of a refused body that are read and dropped, so that the answer arrives.
    package var drainLimit = 2 << 20
    package var time: any TimeSource = SystemTime()

    package init() {}
}
