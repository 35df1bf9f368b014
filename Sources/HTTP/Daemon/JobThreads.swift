import Glibc
import Platform

/// A bounded number of threads for work that may block, started when they are needed.
///
/// Wakes one thread for each job; `Condition` wakes all of them, which costs more than a small page.
final class JobThreads: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let threads: Int
    private let capacity: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let available = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    // Below: only under the mutex.
    private var jobs: [Job?] = []
    private var head = 0
    private var idle = 0
    private var started = 0
    private var isClosed = false

    init(threads: Int, capacity: Int) {
        self.threads = threads
        self.capacity = capacity
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        available.initialize(to: pthread_cond_t())
        pthread_cond_init(available, nil)
    }

    deinit {
        pthread_cond_destroy(available)
        available.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Takes a job on.
    ///
    /// - Returns: false when too many wait already or the threads have been closed; the job will not run.
    func submit(_ job: @escaping Job) -> Bool { add(job, isBounded: true) }

    /// As `submit`, without the bound: for the next step of something that was accepted already.
    @discardableResult
    func proceed(_ job: @escaping Job) -> Bool { add(job, isBounded: false) }

    /// No more jobs are taken on; those that wait still run. Does not wait for them.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(available)
        pthread_mutex_unlock(mutex)
    }

    private func add(_ job: @escaping Job, isBounded: Bool) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let waiting = jobs.count - head
        if isClosed || (isBounded && waiting >= capacity + idle + threads - started) { return false }
        jobs.append(job)
        if idle > waiting {
            pthread_cond_signal(available)
        } else if started < threads {
            started += 1
            WorkerThreads.start("respond-\(started)") { self.work() }
        }
        return true
    }

    private func work() {
        while let job = next() { job() }
    }

    /// The oldest job, waiting for one; nil when closed and drained.
    private func next() -> Job? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while head == jobs.count {
            if isClosed { return nil }
            idle += 1
            pthread_cond_wait(available, mutex)
            idle -= 1
        }
        let job = jobs[head]
        jobs[head] = nil
        head += 1
        if head == jobs.count || head > 256 {
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }
}
