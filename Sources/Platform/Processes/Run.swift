import Glibc

/// What a program that has ended left.
package struct CompletedProcess: Sendable {
    package let status: ExitStatus
    package let output: [UInt8]
    package let error: [UInt8]
}

extension Launcher {
    /// Runs a program to its end, feeding its standard input and collecting its output at the same time.
    ///
    /// - Parameters:
    ///   - seconds: wall-clock limit; then the group is killed and `.deadlineExceeded` thrown.
    ///   - limit: most bytes of output and of error text each; beyond it the group is killed.
    package static func run(
        _ command: Command, input: [UInt8] = [], seconds: Double, limit: Int = 16 << 20
    ) throws(ProcessError) -> CompletedProcess {
        var command = command
        command.input = .pipe
        command.output = .pipe
        command.error = .pipe
        let child = try start(command)
        var conversation = Conversation(
            child: child, unsent: input[...], end: SystemTime().monotonic + seconds, limit: limit)
        do throws(ProcessError) {
            try conversation.run()
            guard let status = child.wait(seconds: conversation.secondsLeft) else {
                throw .deadlineExceeded(program: command.executable)
            }
            return CompletedProcess(status: status, output: conversation.output, error: conversation.error)
        } catch {
            child.kill()
            throw error
        }
    }
}

/// Writing and reading the three streams until both outputs are at their end.
private struct Conversation {
    let child: ChildProcess
    var unsent: ArraySlice<UInt8>
    let end: Double
    let limit: Int
    var output: [UInt8] = []
    var error: [UInt8] = []

    var secondsLeft: Double { max(0, end - SystemTime().monotonic) }

    mutating func run() throws(ProcessError) {
        guard let input = child.input, let out = child.output, let err = child.error else { return }
        _ = fcntl(input.descriptor, F_SETFL, O_NONBLOCK)
        var entries = [
            pollfd(fd: input.descriptor, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: out.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: err.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while entries[1].fd >= 0 || entries[2].fd >= 0 {
            if unsent.isEmpty, entries[0].fd >= 0 {
                input.close()
                entries[0].fd = -1
            }
            guard try Polling.wait(&entries, count: 3, seconds: secondsLeft) else {
                throw .deadlineExceeded(program: child.program)
            }
            if entries[0].revents != 0, !sendSome(input.descriptor) { unsent = [] }
            if entries[1].revents != 0, try out.read(into: &output) == 0 { entries[1].fd = -1 }
            if entries[2].revents != 0, try err.read(into: &error) == 0 { entries[2].fd = -1 }
            if output.count > limit || error.count > limit {
                throw .tooMuchOutput(program: child.program, limit: limit)
            }
        }
    }

    /// - Returns: false when the program reads no more, which is its right.
    private mutating func sendSome(_ descriptor: Int32) -> Bool {
        let written = unsent.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written > 0 { unsent = unsent.dropFirst(written) }
        return written > 0 || errno == EAGAIN || errno == EINTR
    }
}
