import Glibc

/// A value that threads can wait on until another thread has changed it.
package final class Condition<Value>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        condition = .allocate(capacity: 1)
        condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        condition.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` alone and wakes every waiting thread, so that each looks at the value again.
    @discardableResult
    package func change<Result, Thrown: Error>(
        _ body: (inout Value) throws(Thrown) -> Result
    ) throws(Thrown) -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(condition)
            pthread_mutex_unlock(mutex)
        }
        return try body(&value)
    }

    /// Runs `body` alone; it only looks, so nobody is woken.
    package func look<Result, Thrown: Error>(_ body: (Value) throws(Thrown) -> Result) throws(Thrown) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(value)
    }

    /// Waits until `body`, which only looks, answers something other than nil and returns it.
    package func wait<Result>(until body: (Value) -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(value) { return result }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// As `wait(until:)`, for at most `seconds`; nil when that time is over.
    package func wait<Result>(seconds: Double, until body: (Value) -> Result?) -> Result? {
        within(seconds) { body($0) }
    }

    /// Waits until `body` answers something other than nil, and wakes the others to look at what it changed.
    package func take<Result>(when body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) {
                pthread_cond_broadcast(condition)
                return result
            }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// As `take(when:)`, for at most `seconds`; nil when that time is over.
    package func take<Result>(seconds: Double, when body: (inout Value) -> Result?) -> Result? {
        within(seconds) { value in
            let result = body(&value)
            if result != nil { pthread_cond_broadcast(condition) }
            return result
        }
    }

    private func within<Result>(_ seconds: Double, _ body: (inout Value) -> Result?) -> Result? {
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let nanoseconds = deadline.tv_nsec + Int((seconds - seconds.rounded(.down)) * 1e9)
        deadline.tv_sec += Int(seconds.rounded(.down)) + nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { return body(&value) }
        }
    }
}
