import CMicrohttpd
import Glibc
import Platform

/// An HTTP/1.1 server on libmicrohttpd: pool threads parse and send, threads of ours answer.
///
/// ```swift
/// let server = Server(configuration, handler: MyHandler())
/// let port = try server.start()
/// // ...
/// server.stop()
/// ```
package final class Server: Sendable {
    private struct Running {
        var handle: OpaquePointer
        var reaper: JoinableThread
    }

    let daemon: Daemon
    private let running = Lock<Running?>(nil)
    private let isOver = Condition(false)

    package init(_ configuration: ServerConfiguration, handler: any Handler) {
        daemon = Daemon(service: Service(configuration: configuration, handler: handler))
    }

    /// Looks whether the address can be listened on, for refusals before anything else is done.
    ///
    /// - Throws: `ServerError`.
    package static func check(_ configuration: ServerConfiguration) throws(ServerError) {
        close(try ListenSocket.open(address: configuration.address, port: configuration.port).descriptor)
    }

    /// Binds and begins to answer; a server starts once.
    ///
    /// - Returns: the port, which matters when port 0 was asked for.
    /// - Throws: `ServerError`.
    package func start() throws(ServerError) -> UInt16 {
        let configuration = daemon.configuration
        let listening = try ListenSocket.open(address: configuration.address, port: configuration.port)
        var options = options(configuration)
        options.listen_socket = listening.descriptor
        // The callbacks borrow the daemon, which this server owns until it has been stopped.
        options.context = Unmanaged.passUnretained(daemon).toOpaque()
        guard let handle = photostead_start_daemon(&options) else {
            let code = errno
            close(listening.descriptor)
            throw .failed("\(configuration.address):\(configuration.port)", code: code)
        }
        let reaper = WorkerThreads.start("http-reaper") { [self] in watch() }
        running.withLock { $0 = Running(handle: handle, reaper: reaper) }
        return listening.port
    }

    /// Refuses new requests, lets those in flight finish within the grace time, then closes every connection.
    ///
    /// Returns after the last callback; a handler that hangs keeps its thread but not its connection.
    package func stop() {
        guard
            let running = running.withLock({ slot in
                defer { slot = nil }
                return slot
            })
        else { return }
        daemon.load.change { $0.isStopping = true }
        daemon.streams.close()
        daemon.load.wait(seconds: daemon.configuration.grace) { $0.inFlight == 0 ? () : nil }
        daemon.suspended.close()
        MHD_stop_daemon(running.handle)
        daemon.jobs.close()
        isOver.change { $0 = true }
        running.reaper.join()
    }

    /// What falls due: heads that take too long, signs of life, clients that left. Runs twice a second by itself; tests call it with their own clock.
    package func tick() {
        let now = daemon.now()
        daemon.connections.reap(now: now)
        daemon.streams.tick(now: now, interval: daemon.configuration.heartbeat)
    }

    private func watch() {
        while isOver.wait(seconds: 0.5, until: { $0 ? () : nil }) == nil { tick() }
    }

    private func options(_ configuration: ServerConfiguration) -> photostead_daemon_options {
        var options = photostead_daemon_options()
        options.flags =
            MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue | MHD_USE_TURBO.rawValue
        // One thread is no pool to libmicrohttpd.
        options.pool_threads = UInt32(configuration.poolThreads > 1 ? configuration.poolThreads : 0)
        options.connection_limit = UInt32(configuration.connections)
        options.per_address_limit = UInt32(configuration.connectionsPerAddress)
        options.timeout_seconds = UInt32(configuration.idleTimeout)
        options.header_memory = configuration.headerMemory
        options.accept = acceptConnection
        options.access = requestArrived
        options.completed = requestCompleted
        options.connection = connectionChanged
        options.uri = requestLineArrived
        options.unescape = leaveEscaped
        return options
    }
}
