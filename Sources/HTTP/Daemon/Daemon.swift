import CMicrohttpd
import Platform

/// What the callbacks of one running server share.
final class Daemon: Sendable {
    /// Requests being answered, and whether new ones end their connection.
    struct Load {
        var inFlight = 0
        var isStopping = false
    }

    let service: Service
    let jobs: JobThreads
    let connections = Connections()
    let suspended = SuspendedConnections()
    let load = Condition(Load())

    init(service: Service) {
        self.service = service
        let configuration = service.configuration
        jobs = JobThreads(threads: configuration.workerThreads, capacity: configuration.waitingRequests)
    }

    var streams: EventStreams { service.streams }
    var configuration: ServerConfiguration { service.configuration }
    var isStopping: Bool { load.look { $0.isStopping } }

    /// Seconds until the head of a further request on an idle connection must be there.
    var nextHeadTime: Double { Double(configuration.idleTimeout) + configuration.headerDeadline }

    func now() -> Double { configuration.time.monotonic }
}
