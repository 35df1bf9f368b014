import Foundation
import Glibc
import TestSupport
import Testing

/// The real verbs, killed at their calls that change files, or on a disk that is full, broken, or takes half of what it
/// is given, and asked for again (docs/safety.md section 6).
@Suite(.serialized)
struct FaultBenchTests {
    /// One operation of the bench.
    struct Line: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Calls that change files at least, and those of them on the disk that need room.
        let calls: (all: Int, disk: Int)
        /// Trials of a daily run; nil = every call. The long run takes every call of each.
        let trials: (kills: Int?, failures: Int)
        let scene: @Sendable () throws -> ProgramScene

        init(
            _ name: String, calls: (Int, Int), trials: (Int?, Int), scene: @escaping @Sendable () throws -> ProgramScene
        ) {
            (testDescription, self.calls, self.trials, self.scene) = (name, calls, trials, scene)
        }
    }

    private static let lines =
        [
            Line("import", calls: (60, 10), trials: (6, 5)) { try ImportScene() },
            Line("import, moving", calls: (60, 10), trials: (6, 1)) { try ImportScene(isMove: true) },
            Line("rollback", calls: (200, 3), trials: (6, 1)) { try ImportScene("rollback") },
            Line("restoration", calls: (200, 3), trials: (6, 1)) { try ImportScene("restore") },
            Line("first index", calls: (300, 4), trials: (3, 1)) { try FirstIndexScene() },
            Line("index files", calls: (8, 3), trials: (nil, 1)) { try IndexFilesScene() },
        ]
        + (access("/usr/bin/exiftool", X_OK) == 0
            ? [Line("rating", calls: (60, 10), trials: (6, 1)) { try RatingScene() }] : [])

    @Test(arguments: lines)
    func `an operation that was killed at any call ends as an undisturbed one and loses nothing`(line: Line) throws {
        let bench = try FaultBench(line.scene())
        #expect(bench.calls.count > line.calls.all)
        var kills = 0
        for number in Self.some(line.trials.kills, of: Array(1...bench.calls.count)) {
            let outcome = try bench.kill(at: number)
            #expect(outcome.problems == [])
            if outcome.isDisturbed { kills += 1 }
        }
        // Whether a call is still made when a later one is killed depends on the order of threads, except where all are tried.
        #expect(line.trials.kills == nil ? kills == bench.calls.count : kills > 0)
        print("\(line.testDescription): \(kills) kills, \(bench.calls.count) calls")
    }

    @Test(arguments: lines)
    func `an operation whose disk fails loses nothing, says why, and goes on later`(line: Line) throws {
        let bench = try FaultBench(line.scene())
        for kind in [Fault.Kind.enospc, .eio, .short, .full] {
            let numbers = bench.numbers(for: kind)
            #expect(numbers.count > line.calls.disk)
            var failures = 0
            for number in Self.some(line.trials.failures, of: numbers) {
                let outcome = try bench.fail(kind, at: number)
                #expect(outcome.problems == [])
                if outcome.isDisturbed { failures += 1 }
            }
            print("\(line.testDescription), \(kind): \(failures) failures, \(numbers.count) calls")
        }
    }

    @Test func `a larger import that was killed anywhere ends as an undisturbed one`() throws {
        let bench = try FaultBench(ImportScene(more: 300))
        var random = SeededRandom(seed: LongRun.seed)
        for _ in 0..<LongRun.count(2, long: 200) {
            let number = Int.random(in: 1...bench.calls.count, using: &random)
            #expect(try bench.kill(at: number).problems == [])
        }
    }

    /// Some numbers by chance; nil = all.
    private static func some(_ count: Int?, of numbers: [Int]) -> [Int] {
        guard let count, !LongRun.isOn else { return numbers }
        var random = SeededRandom(seed: LongRun.seed)
        return (0..<count).compactMap { _ in numbers.randomElement(using: &random) }
    }
}
