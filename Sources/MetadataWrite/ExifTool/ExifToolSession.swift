import Glibc
import Model
import Platform

/// A running exiftool in its `-stay_open` mode, confined to one folder (docs/safety.md section 4). It is killed with
/// the last reference.
final class ExifToolSession {
    /// A folder as the kernel tells it from all others.
    struct Place: Hashable {
        private let device: UInt64
        private let inode: UInt64
        private let mount: Int64?

        init(_ folder: Folder) throws {
            let status = try folder.descriptor.status()
            (device, inode, mount) = (status.device, status.inode, folder.descriptor.mountID)
        }
    }

    let place: Place
    var lastUse = 0.0
    private let process: ChildProcess
    /// What stands before a name.
    private let prefix: [UInt8]
    private let largestFile: Int64
    private var number = 0

    /// Most bytes of an answer that are kept waiting for its end.
    private static let longestAnswer = 1 << 20
    private static let memory: UInt64 = 2 << 30

    init(executable: String, folder: Folder, place: Place, bytes: Int64) throws {
        self.place = place
        largestFile = max(1 << 30, Self.room(for: bytes))
        let path = try folder.canonicalPath()
        // A line of its argument file cannot hold every path; from inside the folder no path is needed, but its drive
        // cannot be unmounted until the process ends.
        let isInside = path.contains(UInt8(ascii: "\n")) || path.contains(UInt8(ascii: "\r"))
        prefix = isInside ? Array("./".utf8) : path + [UInt8(ascii: "/")]
        let home = executable.lastIndex(of: "/").map { String(executable[..<$0]) } ?? "/"
        process = try Launcher.start(
            Command(
                executable, arguments: ["-stay_open", "True", "-@", "-"].map { Array($0.utf8) },
                environment: ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"],
                directory: isInside ? "/proc/self/fd/3" : "/", input: .pipe, output: .pipe, error: .pipe,
                descriptors: isInside ? [folder.descriptor.number] : [],
                bounds: Confinement.Bounds(
                    readable: ["/usr", "/etc", "/lib", "/lib64", "/bin", "/opt", home], writable: folder,
                    memory: Self.memory, fileSize: UInt64(largestFile))))
    }

    var isAlive: Bool { process.wait(seconds: 0) == nil }

    /// Whether the limit set at its start leaves room for such a copy.
    func canWrite(_ bytes: Int64) -> Bool { Self.room(for: bytes) <= largestFile }

    private static func room(for bytes: Int64) -> Int64 { bytes + bytes / 4 + (64 << 20) }

    func run(
        _ arguments: [String], on name: [UInt8], deadline: Double, clock: any TimeSource
    ) throws -> ExifToolAnswer {
        guard let input = process.input, let output = process.output, let errors = process.error else {
            throw ProcessError.closed
        }
        number += 1
        try process.allow(seconds: UInt64(max(1, deadline - clock.monotonic)))
        var lines: [UInt8] = []
        for argument in arguments { lines += Array(argument.utf8) + [UInt8(ascii: "\n")] }
        lines += prefix + name + Array("\n-echo4\n{errors\(number)}\n-execute\(number)\n".utf8)
        try input.write(lines)
        let said = try read(output, until: "{ready\(number)}\n", deadline: deadline, clock: clock)
        let complained = try read(errors, until: "{errors\(number)}\n", deadline: deadline, clock: clock)
        return ExifToolAnswer(output: said, errors: complained)
    }

    private func read(_ end: PipeEnd, until mark: String, deadline: Double, clock: any TimeSource) throws -> String {
        var bytes: [UInt8] = []
        let mark = Array(mark.utf8)
        while !bytes.suffix(mark.count).elementsEqual(mark) {
            let left = deadline - clock.monotonic
            guard left > 0 else { throw ProcessError.deadlineExceeded(program: "exiftool") }
            if try end.read(into: &bytes, seconds: left) == 0 { throw ProcessError.closed }
            guard bytes.count < Self.longestAnswer else {
                throw ProcessError.tooMuchOutput(program: "exiftool", limit: Self.longestAnswer)
            }
        }
        return String(decoding: bytes.dropLast(mark.count), as: UTF8.self)
    }
}
