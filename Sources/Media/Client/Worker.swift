import Glibc
import Model
import Platform

/// One running worker process and the socket to it; used by one thread at a time.
final class Worker: Sendable {
    /// How a conversation ended.
    enum Ending {
        case finished
        /// Nothing was sent: the worker was already gone.
        case notSent
        /// The worker is useless from the file with this index on.
        case lost(index: Int, WorkerProblem)
    }

    let hello: Hello
    private let child: ChildProcess
    private let socket: MessageSocket
    /// Seconds a worker may take to start; libraries come from a slow disk.
    private static let startSeconds = 30.0

    /// Starts a process and waits until it has said hello.
    init(executable: String) throws(WorkerProblem) {
        do throws(ProcessError) {
            let (ours, theirs) = try DescriptorSocket.pair()
            child = try Launcher.start(
                Command(
                    executable, environment: Self.environment, error: .descriptor(STDERR_FILENO),
                    descriptors: [theirs.end.descriptor]))
            socket = MessageSocket(ours)
            theirs.close()
        } catch {
            throw .noWorker(error.description)
        }
        do throws(ProcessError) {
            let message = try socket.receive(seconds: Self.startSeconds)
            guard message.kind == AnswerKind.hello.rawValue else { throw .closed }
            hello = try Self.readHello(message.body)
        } catch {
            child.kill()
            throw .noWorker("\(executable) \(child.wait())")
        }
    }

    private static func readHello(_ body: [UInt8]) throws(ProcessError) -> Hello {
        do throws(WorkerProblem) {
            let hello = try Hello(body)
            if hello.version == Hello.version { return hello }
        } catch {
            throw .closed
        }
        throw .closed
    }

    /// Nothing of ours but what decoders need; a crashing child must die at once.
    private static let environment = [
        "LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no", "VIPS_CONCURRENCY=1", "MALLOC_ARENA_MAX=1",
        "OMP_NUM_THREADS=1", heap,
    ]

    /// What is freed after one file stays at hand for the next, up to 16 MB, and small blocks without any search.
    private static let heap =
        "GLIBC_TUNABLES=glibc.malloc.trim_threshold=16777216:glibc.malloc.mmap_threshold=4194304"
        + ":glibc.malloc.top_pad=1048576:glibc.malloc.tcache_count=500:glibc.malloc.tcache_max=8192"

    /// Asks about some files.
    ///
    /// - Parameters:
    ///   - seconds: longest time for the file with this index.
    ///   - each: called in the order of the files.
    func ask(
        _ kind: RequestKind, options: [UInt8], files: ArraySlice<OpenFile>, seconds: (OpenFile) -> Double,
        each: (Result<[UInt8], WorkerProblem>) -> Void
    ) -> Ending {
        let request = Request(kind: kind, options: options, files: Array(files))
        do throws(ProcessError) {
            try socket.send(
                kind: kind.rawValue, body: request.body, descriptors: files.map { $0.descriptor.number })
        } catch {
            child.kill()
            return .notSent
        }
        for (index, file) in files.enumerated() {
            let limit = seconds(file)
            do throws(ProcessError) {
                let message = try socket.receive(seconds: limit)
                guard let answer = Self.read(message) else {
                    return lose(index, .protocolBroken("an answer of kind \(message.kind)"))
                }
                each(answer)
            } catch {
                if case .deadlineExceeded = error { return lose(index, .timedOut(seconds: Int(limit))) }
                return lose(index, nil)
            }
        }
        return .finished
    }

    private static func read(_ message: Message) -> Result<[UInt8], WorkerProblem>? {
        switch AnswerKind(rawValue: message.kind) {
        case .answer: return .success(message.body)
        case .problem:
            do throws(WorkerProblem) {
                return .failure(try WorkerProblem(body: message.body))
            } catch {
                return .failure(error)
            }
        case .hello, nil: return nil
        }
    }

    /// Ends the process; without a reason the way it ended is the reason.
    private func lose(_ index: Int, _ problem: WorkerProblem?) -> Ending {
        if let problem {
            child.kill()
            return .lost(index: index, problem)
        }
        // Its end of the socket is closed, so it is ending already.
        let status = child.wait(seconds: 5)
        child.kill()
        switch status ?? child.wait() {
        case .exited(let code): return .lost(index: index, .workerExited(code: code))
        case .killed(let signal): return .lost(index: index, .workerDied(signal: signal))
        }
    }

    /// Number of the process, for measurements.
    var process: Int32 { child.id }
}
