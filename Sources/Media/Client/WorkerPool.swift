import Glibc
package import Platform

/// Who waits for an answer.
package enum Urgency: Sendable {
    /// A long operation.
    case batch
    /// A person looking at a page: goes first, and finds a worker of its own when all are busy.
    case interactive
}

/// The decoders, in processes of their own: started on demand, replaced when they die, ended when idle.
///
/// All calls wait for their answer and may come from several threads at once; to keep all workers busy, call from
/// at least as many threads as there are workers.
package final class WorkerPool: Sendable {
    private struct State {
        var idle: [(worker: Worker, since: Double)] = []
        var busy = 0
        var urgentWaiting = 0
        var isWatched = false
        var isClosed = false
        var started = 0
        var processes: Set<Int32> = []
        var isConfined: Bool?
    }

    private let executable: String
    private let count: Int
    private let idleSeconds: Double
    private let secondsPerFile: Double?
    private let time: any TimeSource
    private let state = Condition(State())

    /// - Parameters:
    ///   - executable: path of `photostead-worker`.
    ///   - count: most workers for batches; default: one for each core.
    ///   - idleSeconds: how long an unused worker is kept.
    ///   - secondsPerFile: longest wait for one file; nil = as its size and what is asked allow.
    package init(
        executable: String, count: Int? = nil, idleSeconds: Double = 30, secondsPerFile: Double? = nil,
        time: any TimeSource = SystemTime()
    ) {
        self.executable = executable
        self.count = max(1, count ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        self.idleSeconds = idleSeconds
        self.secondsPerFile = secondsPerFile
        self.time = time
    }

    deinit { close() }

    /// The worker that stands beside the running program.
    package static var executableBesideProgram: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { room in
            room.baseAddress.map { readlink("/proc/self/exe", $0, room.count) } ?? 0
        }
        let path = buffer[..<max(0, count)]
        let folder = path.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? []
        return String(decoding: folder, as: UTF8.self) + "/photostead-worker"
    }

    /// What the pool is made of at one moment.
    package struct Census: Sendable, Hashable {
        /// Workers that run now, and their process numbers.
        package let running: Int
        package let processes: [Int32]
        /// Workers started since the beginning.
        package let started: Int
        /// Whether the kernel keeps them away from all files but /usr and /etc; nil = none was started yet.
        package let isConfined: Bool?
    }

    /// For measurements and `doctor`.
    package var census: Census {
        state.change { state in
            Census(
                running: state.idle.count + state.busy, processes: state.processes.sorted(), started: state.started,
                isConfined: state.isConfined)
        }
    }

    /// Ends the workers that nobody has used for `idleSeconds`.
    package func endIdleWorkers() {
        let now = time.monotonic
        let ended = state.change { state in
            let old = state.idle.filter { now - $0.since >= idleSeconds }
            state.idle.removeAll { now - $0.since >= idleSeconds }
            for entry in old { state.processes.remove(entry.worker.process) }
            return old
        }
        // The last reference ends the process, outside the lock.
        _ = ended
    }

    /// Ends all workers; calls under way fail with `.closed` as soon as they need another one.
    package func close() {
        let ended = state.change { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        _ = ended
    }

    /// Asks about files in the order given and gives one result for each.
    func ask<Answer>(
        _ kind: RequestKind, options: [UInt8] = [], files: [OpenFile], urgency: Urgency,
        read: ([UInt8]) throws(WorkerProblem) -> Answer
    ) throws(WorkerProblem) -> [Result<Answer, FileProblem>] {
        var results: [Result<Answer, FileProblem>] = []
        results.reserveCapacity(files.count)
        var isSecondAttempt = false
        while results.count < files.count {
            let rest = files[results.count...]
            let batch = isSecondAttempt ? rest.prefix(1) : rest.prefix(MessageLimits.mostFiles)
            let worker = try acquire(urgency)
            let ending = worker.ask(kind, options: options, files: batch, seconds: patience(kind)) { answer in
                let file = files[results.count]
                results.append(Self.decode(answer, read).mapError { $0.about(file) })
            }
            switch ending {
            case .finished:
                release(worker)
                isSecondAttempt = false
            case .notSent:
                discard(worker)
            case .lost(_, let problem):
                discard(worker)
                // What died of an earlier file's damage to its memory deserves a second attempt, alone.
                if !isSecondAttempt, Self.deservesSecondAttempt(problem) {
                    isSecondAttempt = true
                } else {
                    results.append(.failure(problem.about(files[results.count])))
                    isSecondAttempt = false
                }
            }
        }
        return results
    }

    private static func deservesSecondAttempt(_ problem: WorkerProblem) -> Bool {
        switch problem {
        case .workerDied, .workerExited: true
        default: false
        }
    }

    private static func decode<Answer>(
        _ answer: Result<[UInt8], WorkerProblem>, _ read: ([UInt8]) throws(WorkerProblem) -> Answer
    ) -> Result<Answer, WorkerProblem> {
        switch answer {
        case .failure(let problem): return .failure(problem)
        case .success(let body):
            do throws(WorkerProblem) {
                return .success(try read(body))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Wall-clock limit for one file: reading at 10 MB/s, and a while for decoding.
    private func patience(_ kind: RequestKind) -> (OpenFile) -> Double {
        if let secondsPerFile { return { _ in secondsPerFile } }
        let decoding =
            switch kind {
            case .facts: 20.0
            case .renditions, .inspection: 60.0
            }
        return { file in
            var raw = stat()
            fstat(file.descriptor.number, &raw)
            return decoding + Double(raw.st_size) / 10e6
        }
    }

    private func acquire(_ urgency: Urgency) throws(WorkerProblem) -> Worker {
        let isUrgent = urgency == .interactive
        if isUrgent { state.change { $0.urgentWaiting += 1 } }
        let found: Result<Worker?, WorkerProblem> = state.take { state in
            if state.isClosed {
                if isUrgent { state.urgentWaiting -= 1 }
                return .failure(.closed)
            }
            guard state.busy < (isUrgent ? self.count + 1 : self.count), isUrgent || state.urgentWaiting == 0 else {
                return nil
            }
            if isUrgent { state.urgentWaiting -= 1 }
            state.busy += 1
            return .success(state.idle.popLast()?.worker)
        }
        if let worker = try found.get() { return worker }
        do throws(WorkerProblem) {
            let worker = try Worker(executable: executable)
            state.change { state in
                state.started += 1
                state.processes.insert(worker.process)
                state.isConfined = worker.hello.isConfined
            }
            watch()
            return worker
        } catch {
            state.change { $0.busy -= 1 }
            throw error
        }
    }

    private func release(_ worker: Worker) {
        let now = time.monotonic
        state.change { state in
            state.busy -= 1
            if !state.isClosed { state.idle.append((worker, now)) }
        }
    }

    private func discard(_ worker: Worker) {
        state.change { state in
            state.busy -= 1
            state.processes.remove(worker.process)
        }
    }

    /// Starts the thread that ends idle workers, unless it runs; it ends with the last worker.
    private func watch() {
        let isNeeded = state.change { state in
            defer { state.isWatched = true }
            return !state.isWatched
        }
        guard isNeeded else { return }
        WorkerThreads.start("worker-watch") { [weak self, state, idleSeconds] in
            while true {
                let isOver = state.wait(seconds: max(0.1, idleSeconds / 2)) { $0.isClosed ? true : nil } ?? false
                self?.endIdleWorkers()
                let isLast = state.change { state in
                    let isLast = isOver || (state.busy == 0 && state.idle.isEmpty)
                    if isLast { state.isWatched = false }
                    return isLast
                }
                if isLast { return }
            }
        }
    }
}
