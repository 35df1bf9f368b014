import Glibc
import Media
import Model
import Platform
import TestSupport
import Testing

@Suite struct WorkerPoolTests {
    private static let worker = WorkerPool.executableBesideProgram
    private static let isBuilt = access(worker, X_OK) == 0
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ name: String, _ content: [UInt8]) throws -> OpenFile {
        let descriptor = open(try folder.write(name, content), O_RDONLY)
        try #require(descriptor >= 0)
        let path = try #require(RelativePath(name))
        return OpenFile(descriptor: Descriptor(owning: descriptor), path: path, modifiedNanoseconds: 5_000_000_000)
    }

    /// A worker that says hello and then does what a shell is told.
    private func fakeWorker(_ script: String) throws -> String {
        let hello = "printf '\\005\\000\\000\\000\\100\\001\\000\\000\\000\\000' >&3"
        let path = try folder.write("worker.sh", "#!/bin/sh\n\(hello)\n\(script)\n")
        chmod(path, 0o755)
        return path
    }

    @Test(.enabled(if: isBuilt)) func `answers come in the order of the files, from several threads at once`() throws {
        let pool = WorkerPool(executable: Self.worker, count: 2)
        let counts = Lock<[Int]>([])
        let threads = try (0..<3).map { thread in
            let files = try (0..<100).map { try file("\(thread)-\($0).txt", Array("\(thread) \($0)".utf8)) }
            return WorkerThreads.start("asker") {
                // A failure shows as a missing count.
                guard let results = try? pool.facts(of: files) else { return }
                let matches = results.enumerated().filter { index, result in
                    let text = Array("\(thread) \(index)".utf8)
                    let expected = text.withUnsafeBytes { RunningDigest.of($0, .sha256) }
                    return (try? result.get())?.digests.sha256 == expected
                }
                counts.withLock { $0.append(matches.count) }
            }
        }
        for thread in threads { thread.join() }
        #expect(counts.withLock { $0 } == [100, 100, 100])
        #expect(pool.census.started <= 2)
    }

    @Test func `a file that kills its worker costs itself alone`() throws {
        let pool = WorkerPool(executable: try fakeWorker("head -c 20 <&3 >/dev/null\nkill -SEGV $$"), count: 1)
        let results = try pool.facts(of: try (0..<3).map { try file("\($0).jpg", [1]) })
        #expect(results.count == 3)
        for result in results {
            #expect(throws: FileProblem.self) { try result.get() }
            if case .failure(let problem) = result { #expect(problem.reason.contains("signal 11")) }
        }
        // Each file gets a second attempt, alone.
        #expect(pool.census.started == 6)
        #expect(pool.census.running == 0)
    }

    @Test func `a worker that talks nonsense is replaced`() throws {
        let nonsense = "head -c 20 <&3 >/dev/null\nprintf '\\000\\000\\000\\000\\007' >&3\nsleep 1000"
        let pool = WorkerPool(executable: try fakeWorker(nonsense), count: 1)
        let results = try pool.facts(of: [try file("a.jpg", [1])])
        if case .failure(let problem) = try #require(results.first) {
            #expect(problem.reason.contains("not understood"))
        } else {
            Issue.record("nonsense was taken for facts")
        }
    }

    @Test func `a worker that takes too long is killed and costs its file alone`() throws {
        let sleepy = "head -c 20 <&3 >/dev/null\nexec sleep 1000"
        let pool = WorkerPool(executable: try fakeWorker(sleepy), count: 1, secondsPerFile: 0.1)
        let results = try pool.facts(of: [try file("a.jpg", [1]), try file("b.jpg", [2])])
        #expect(results.count == 2)
        for case .failure(let problem) in results {
            #expect(problem.reason.contains("did not finish"))
            #expect(!problem.isRetryable)
        }
        #expect(pool.census.started == 2)
        #expect(pool.census.running == 0)
    }

    @Test func `a worker that cannot start is an error for the whole request`() throws {
        let pool = WorkerPool(executable: "/bin/false", count: 1)
        #expect(throws: WorkerProblem.self) { _ = try pool.facts(of: [try file("a.jpg", [1])]) }
        #expect(pool.census.running == 0)
    }

    @Test(.enabled(if: isBuilt)) func `workers are ended when nobody needs them and started again`() throws {
        let time = ManualTime()
        let pool = WorkerPool(executable: Self.worker, count: 1, idleSeconds: 600, time: time)
        let files = [try file("a.jpg", [0xFF, 0xD8])]
        _ = try pool.facts(of: files)
        time.advance(599)
        pool.endIdleWorkers()
        #expect(pool.census.running == 1)
        #expect(pool.census.isConfined != nil)
        time.advance(2)
        pool.endIdleWorkers()
        #expect(pool.census.running == 0)
        _ = try pool.facts(of: files)
        #expect(pool.census.started == 2)
        pool.close()
        #expect(throws: WorkerProblem.closed) { _ = try pool.facts(of: files, urgency: .batch) }
    }

    @Test(.enabled(if: Corpus.isPresent && isBuilt))
    func `mutated files never stop the pool nor leave its limits`() throws {
        let pool = WorkerPool(executable: Self.worker, count: 2)
        var mutator = Mutator(seed: 42)
        let names = try Corpus.table("MANIFEST.tsv").filter { Int($0["bytes"] ?? "").map { $0 < 300_000 } ?? false }
            .compactMap { $0["path"] }
        let files = try (0..<200).map { index in
            let name = names[index * 7919 % names.count]
            let descriptor = Descriptor(owning: open(Corpus.path + "/" + name, O_RDONLY))
            let bytes = mutator.mutated(try descriptor.readAll(limit: 1 << 20))
            let fileExtension = RelativePath(name)?.fileExtension ?? ""
            return try file("\(index).\(fileExtension)", bytes)
        }
        #expect(try pool.facts(of: files).count == files.count)
        #expect(try pool.renditions(of: files, sizes: .stored).count == files.count)
        for file in files { _ = try pool.inspect(file) }
        #expect(pool.census.running <= 3)
    }
}

/// Damages bytes the same way for the same seed.
private struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func number(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, limit)
    }

    /// A shorter, changed or stuffed copy.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var bytes = bytes
        switch number(below: 4) {
        case 0: bytes.removeLast(number(below: bytes.count))
        case 1:
            for _ in 0..<20 { bytes[number(below: bytes.count)] = UInt8(number(below: 256)) }
        case 2:
            for _ in 0..<6 {
                let place = number(below: min(bytes.count, 4000))
                for index in place..<min(place + 4, bytes.count) { bytes[index] = 0xFF }
            }
        default:
            let start = number(below: bytes.count)
            bytes.insert(contentsOf: bytes[start..<min(bytes.count, start + 2000)], at: start)
        }
        return bytes
    }
}
