import Engine
import Glibc
import Media
import Model
import Platform

struct FactsCommand: Command {
    static let verb = Verb(
        "facts", "what Photostead reads from files; nothing is stored",
        "Prints one JSON object a file: digests, picture hash, type, dimensions, date, camera, place, rating.",
        takes: [
            .word("FILE", "files", "a file", .text, .severalTimes),
            .flag("--stdin0", "stdin0", true, "read the names from standard input, each ended by a NUL"),
        ], refusal: { $0.isEmpty ? "a file is missing" : nil })

    private let files: [[UInt8]]

    init(_ values: VerbValues) {
        files = RawArguments.bytes(of: values.words) + (values.isSet("stdin0") ? Self.standardInput() : [])
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let processors = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let pool = WorkerPool(executable: try Programs.worker(), count: processors)
        defer { pool.close() }
        var failed = 0
        let pipeline = OrderedPipeline<[[UInt8]], [FactsReport]>(workers: processors, capacity: processors)
        let unreadable = Lock(0)
        try pipeline.run(
            produce: { [files] emit in
                for start in stride(from: 0, to: files.count, by: 32) {
                    guard emit(Array(files[start..<min(start + 32, files.count)])) else { return }
                }
            },
            transform: { part in
                let results = try Self.read(part, pool)
                unreadable.withLock { $0 += results.count { if case .failure = $0 { true } else { false } } }
                return zip(part, results).map { FactsReport(path: $0, result: $1) }
            },
            consume: { reports in
                for report in reports { try terminal.print(json: report) }
                return true
            })
        failed = unreadable.withLock { $0 }
        if failed == 0 { return .done }
        return failed == files.count ? .failed : .partlyFailed
    }

    /// One result a file; what cannot be opened says why.
    private static func read(_ paths: [[UInt8]], _ pool: WorkerPool) throws -> [Result<Facts, FileProblem>] {
        var results: [Result<Facts, FileProblem>?] = []
        var open: [OpenFile] = []
        for path in paths {
            do {
                open.append(try openFile(path))
                results.append(nil)
            } catch let error as FileError {
                results.append(.failure(FileProblem(String(decoding: path, as: UTF8.self), error.reason)))
            }
        }
        var read = try pool.facts(of: open).makeIterator()
        return results.compactMap { $0 ?? read.next() }
    }

    /// The folder is opened by the path as it was given, the file beneath it without following a link.
    private static func openFile(_ path: [UInt8]) throws -> OpenFile {
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        let parent = slash.map { $0 == 0 ? [UInt8(ascii: "/")] : Array(path[..<$0]) } ?? [UInt8(ascii: ".")]
        guard let name = RelativePath(bytes: slash.map { Array(path[($0 + 1)...]) } ?? path) else {
            throw FileError(.open, path: String(decoding: path, as: UTF8.self), code: EISDIR)
        }
        let file = try Folder(path: parent).openFile(name)
        // The last folder tells a year where nothing else does.
        let folder = parent.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        let place = RelativePath(bytes: folder + [UInt8(ascii: "/")] + name.bytes) ?? name
        return OpenFile(
            descriptor: file, path: place, modifiedNanoseconds: try file.status().modifiedNanoseconds)
    }

    /// Names ended by NUL.
    private static func standardInput() -> [[UInt8]] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(0, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes.split(separator: 0).map(Array.init)
    }
}
