import CPlatform
import Glibc

/// A running process of ours. It is killed with its group and reaped when the last reference goes.
package final class ChildProcess: @unchecked Sendable {
    package let id: Int32
    package let program: String
    /// Our ends of the streams that were asked for as pipes.
    package let input: PipeEnd?
    package let output: PipeEnd?
    package let error: PipeEnd?
    private let handle: Int32
    private let status = Lock<ExitStatus?>(nil)

    init(
        id: pid_t, program: String, input: PipeEnd?, output: PipeEnd?, error: PipeEnd?
    ) throws(ProcessError) {
        self.id = id
        self.program = program
        self.input = input
        self.output = output
        self.error = error
        handle = photostead_open_process(id)
        if handle < 0 {
            let code = errno
            Glibc.kill(-id, SIGKILL)
            waitpid(id, nil, 0)
            throw .system(call: "pidfd_open", program: program, code: code)
        }
    }

    deinit {
        kill()
        _ = wait()
        close(handle)
    }

    /// Sends a signal to the process and everything it started.
    package func kill(signal: Int32 = SIGKILL) {
        status.withLock { status in
            // A reaped number may already belong to a stranger.
            if status == nil { Glibc.kill(-id, signal) }
        }
    }

    /// Lets the process compute that many seconds more; then the kernel ends it.
    package func allow(seconds: UInt64) throws(ProcessError) {
        let code = photostead_allow_process_seconds(id, seconds)
        if code != 0 { throw .system(call: "prlimit", program: program, code: code) }
    }

    /// Waits for the end, without a limit.
    @discardableResult
    package func wait() -> ExitStatus {
        while true {
            if let status = wait(seconds: 3600) { return status }
        }
    }

    /// Waits at most that long; nil = still running.
    package func wait(seconds: Double) -> ExitStatus? {
        if let known = status.withLock({ $0 }) { return known }
        var entry = pollfd(fd: handle, events: Int16(POLLIN), revents: 0)
        do throws(ProcessError) {
            guard try Polling.wait(&entry, count: 1, seconds: seconds) else { return nil }
        } catch {
            return nil
        }
        return status.withLock { status in
            if let status { return status }
            var raw: Int32 = 0
            while waitpid(id, &raw, 0) < 0 && errno == EINTR {}
            // What the process left behind in its group goes with it.
            Glibc.kill(-id, SIGKILL)
            let signal = photostead_exit_signal(raw)
            let ended: ExitStatus = signal == 0 ? .exited(photostead_exit_code(raw)) : .killed(signal: signal)
            status = ended
            return ended
        }
    }
}
