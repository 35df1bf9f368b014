/// A request to stop that any thread may look at between two pieces of work.
package final class StopSignal: Sendable {
    private let requested = Lock(false)

    package init() {}

    package func request() { requested.withLock { $0 = true } }

    package var isRequested: Bool { requested.withLock { $0 } }
}
