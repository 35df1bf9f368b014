import CPlatform
import Glibc

/// Threads of our own; blocking work never runs on a library's or the runtime's pool.
package enum WorkerThreads {
    /// Starts one thread and returns at once.
    ///
    /// - Parameter name: at most 15 bytes are kept, as `pthread_setname_np` has it.
    @discardableResult
    package static func start(_ name: String, _ body: @escaping @Sendable () -> Void) -> JoinableThread {
        let thread = JoinableThread(name: name, body: body)
        thread.start()
        return thread
    }
}

/// A thread that can be waited for.
package final class JoinableThread: Sendable {
    private let name: String
    private let body: @Sendable () -> Void
    private let isFinished = Condition(false)

    fileprivate init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    fileprivate func start() {
        let box = Unmanaged.passRetained(self)
        var handle = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 1 << 20)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        let code = pthread_create(
            &handle, &attributes,
            { argument in
                guard let argument else { return nil }
                let thread = Unmanaged<JoinableThread>.fromOpaque(argument).takeRetainedValue()
                photostead_name_thread(thread.name)
                thread.body()
                thread.isFinished.change { $0 = true }
                return nil
            }, box.toOpaque())
        precondition(code == 0, "no thread could be started: \(String(cString: strerror(code)))")
    }

    /// Waits until the body has returned.
    package func join() { isFinished.wait { $0 ? () : nil } }
}
