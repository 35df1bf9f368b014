import CPlatform
import Glibc

/// Starts processes; every other module starts them here.
package enum Launcher {
    /// Starts a program in a process group of its own; it dies with us, whatever happens to the calling thread.
    package static func start(_ command: Command) throws(ProcessError) -> ChildProcess {
        let streams = try Streams(command)
        defer { streams.closeChildEnds() }
        let rules = try command.bounds?.rules(for: command.executable)
        let process = try launch(command, sources: streams.childEnds + command.descriptors, rules: rules)
        return try ChildProcess(
            id: process, program: command.executable, input: streams.ours[0], output: streams.ours[1],
            error: streams.ours[2])
    }

    private static func launch(
        _ command: Command, sources: [Int32], rules: Descriptor?
    ) throws(ProcessError) -> pid_t {
        let answer = Condition<(code: Int32, process: pid_t)?>(nil)
        LaunchThread.shared.run {
            let result = launchHere(command, sources: sources, rules: rules)
            answer.change { $0 = result }
        }
        let (code, process) = answer.wait { $0 }
        if code != 0 { throw .system(call: "start", program: command.executable, code: code) }
        return process
    }

    private static func launchHere(
        _ command: Command, sources: [Int32], rules: Descriptor?
    ) -> (code: Int32, process: pid_t) {
        let arguments = CStrings([Array(command.executable.utf8)] + command.arguments)
        let environment = CStrings(command.environment.map { Array($0.utf8) })
        var process: pid_t = 0
        let code = command.executable.withCString { executable in
            sources.withUnsafeBufferPointer { sources in
                withOptionalCString(command.directory) { directory in
                    var launch = photostead_launch(
                        executable: executable, arguments: arguments.pointers, environment: environment.pointers,
                        directory: directory, sources: sources.baseAddress, source_count: sources.count,
                        rules: rules?.number ?? -1, memory: command.bounds?.memory ?? 0,
                        file_size: command.bounds?.fileSize ?? 0,
                        descriptors: command.bounds?.descriptors ?? 0)
                    return photostead_launch(&launch, &process)
                }
            }
        }
        return (code, process)
    }

    private static func withOptionalCString<Result>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        text.map { $0.withCString(body) } ?? body(nil)
    }
}

/// The thread that starts all processes: PR_SET_PDEATHSIG follows the starting thread, so it must never end.
private final class LaunchThread: Sendable {
    static let shared = LaunchThread()
    private let jobs = BoundedQueue<@Sendable () -> Void>(capacity: 64)

    private init() {
        // Writing to a child that has died is an error to report, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        let jobs = jobs
        WorkerThreads.start("launcher") {
            while let job = jobs.receive() { job() }
        }
    }

    func run(_ job: @escaping @Sendable () -> Void) { jobs.send(job) }
}

/// The three standard streams while a process is being started.
private struct Streams: ~Copyable {
    var childEnds: [Int32] = []
    var ours: [PipeEnd?] = []
    private var opened: [Int32] = []

    init(_ command: Command) throws(ProcessError) {
        for (number, stream) in [command.input, command.output, command.error].enumerated() {
            switch stream {
            case .null: add(-1, nil)
            case .descriptor(let descriptor): add(descriptor, nil)
            case .pipe:
                var ends: [Int32] = [-1, -1]
                let code = photostead_pipe(&ends)
                if code != 0 {
                    closeChildEnds()
                    throw .system(call: "pipe", program: command.executable, code: code)
                }
                let (child, own) = number == 0 ? (ends[0], ends[1]) : (ends[1], ends[0])
                opened.append(child)
                add(child, PipeEnd(owning: own))
            }
        }
    }

    private mutating func add(_ child: Int32, _ own: PipeEnd?) {
        childEnds.append(child)
        ours.append(own)
    }

    borrowing func closeChildEnds() {
        for descriptor in opened { close(descriptor) }
    }
}

/// A NULL-terminated array of C strings, as execve takes it.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [[UInt8]]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (index, bytes) in strings.enumerated() {
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
            for (offset, byte) in bytes.enumerated() { copy[offset] = CChar(bitPattern: byte) }
            copy[bytes.count] = 0
            pointers.advanced(by: index).initialize(to: copy)
        }
        pointers.advanced(by: count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { pointers[index]?.deallocate() }
        pointers.deallocate()
    }
}
