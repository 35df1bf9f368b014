import Glibc
import Platform
import Testing

@Suite struct LauncherTests {
    private func shell(_ script: String, environment: [String] = [], directory: String? = nil) -> Command {
        Command(
            "/bin/sh", arguments: [Array("-c".utf8), Array(script.utf8)], environment: environment,
            directory: directory)
    }

    @Test func `a program gets its input, environment and directory and answers with its output`() throws {
        let command = shell("cat; echo \"$GREETING\" >&2; pwd", environment: ["GREETING=hello"], directory: "/usr")
        let done = try Launcher.run(command, input: Array("in\n".utf8), seconds: 30)
        #expect(done.status == .exited(0))
        #expect(String(decoding: done.output, as: UTF8.self) == "in\n/usr\n")
        #expect(String(decoding: done.error, as: UTF8.self) == "hello\n")
    }

    @Test func `input and output larger than a pipe do not block each other`() throws {
        let input = [UInt8](repeating: 7, count: 3 << 20)
        let done = try Launcher.run(shell("cat"), input: input, seconds: 60)
        #expect(done.output == input)
    }

    @Test func `arguments are bytes that need not be text`() throws {
        let command = Command("/usr/bin/printf", arguments: [Array("%s".utf8), [0xFF, 0x2F, 0xFE]])
        #expect(try Launcher.run(command, seconds: 30).output == [0xFF, 0x2F, 0xFE])
    }

    @Test func `a child inherits no descriptor but those it is given`() throws {
        let open = Glibc.open("/usr/bin/printf", O_RDONLY)
        defer { close(open) }
        #expect(open > 2)
        // Only words of the shell itself, which would open pipes for programs.
        var command = shell("for n in 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$n ] && echo $n; done; true")
        #expect(try Launcher.run(command, seconds: 30).output.isEmpty)
        command.descriptors = [open]
        let given = try Launcher.run(command, seconds: 30)
        #expect(String(decoding: given.output, as: UTF8.self) == "3\n")
    }

    @Test func `a program over its time is killed with everything it started`() throws {
        #expect(throws: ProcessError.deadlineExceeded(program: "/bin/sh")) {
            _ = try Launcher.run(shell("sleep 1000 & sleep 1000"), seconds: 0.2)
        }
    }

    @Test func `a program that prints too much is stopped`() throws {
        #expect(throws: ProcessError.tooMuchOutput(program: "/bin/sh", limit: 1000)) {
            _ = try Launcher.run(shell("yes"), seconds: 60, limit: 1000)
        }
    }

    @Test func `a program that is not there is a system error`() throws {
        #expect(throws: ProcessError.system(call: "start", program: "/nowhere", code: ENOENT)) {
            _ = try Launcher.run(Command("/nowhere"), seconds: 1)
        }
    }

    @Test func `the signal that ended a program is known`() throws {
        let child = try Launcher.start(shell("kill -SEGV $$"))
        #expect(child.wait() == .killed(signal: SIGSEGV))
    }

    @Test func `a child outlives the thread that asked for it`() throws {
        let started = Lock<ChildProcess?>(nil)
        let thread = WorkerThreads.start("asker") {
            let command = Command("/bin/cat", input: .pipe, output: .pipe)
            // A failure leaves nil behind, which the expectation below reports.
            let child = try? Launcher.start(command)
            started.withLock { $0 = child }
        }
        thread.join()
        let child = try #require(started.withLock { $0 })
        try child.input?.write([1, 2, 3])
        var answer: [UInt8] = []
        _ = try child.output?.read(into: &answer, seconds: 30)
        #expect(answer == [1, 2, 3])
        child.input?.close()
        #expect(child.wait() == .exited(0))
    }
}

@Suite struct DescriptorSocketTests {
    @Test func `bytes and descriptors arrive together`() throws {
        let (left, right) = try DescriptorSocket.pair()
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let message: [UInt8] = [1, 2, 3, 4]
        try message.withUnsafeBytes { try left.send($0, descriptors: [ends[1]]) }
        var received = [UInt8](repeating: 0, count: 4)
        let descriptors = try received.withUnsafeMutableBytes { try right.receive($0, seconds: 30) }
        #expect(received == message)
        let passed = PipeEnd(owning: try #require(descriptors.first))
        close(ends[1])
        try passed.write([9])
        var through: [UInt8] = []
        let reader = PipeEnd(owning: ends[0])
        #expect(try reader.read(into: &through, seconds: 30) == 1)
        #expect(through == [9])
    }

    @Test func `a closed end is noticed on both sides`() throws {
        let (left, right) = try DescriptorSocket.pair()
        right.close()
        var byte: [UInt8] = [0]
        #expect(throws: ProcessError.closed) { _ = try byte.withUnsafeMutableBytes { try left.receive($0) } }
        #expect(throws: ProcessError.closed) { try [UInt8(1)].withUnsafeBytes { try left.send($0) } }
    }

    @Test func `a silent peer runs into the time limit`() throws {
        let (left, right) = try DescriptorSocket.pair()
        var byte: [UInt8] = [0]
        #expect(throws: ProcessError.deadlineExceeded(program: "socket")) {
            _ = try byte.withUnsafeMutableBytes { try left.receive($0, seconds: 0.01) }
        }
        right.close()
    }
}
