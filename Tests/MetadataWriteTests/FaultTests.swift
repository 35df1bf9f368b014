import TestSupport
import Testing

/// One rating write, stopped or failed at each of its calls that change files (docs/safety.md section 6).
@Suite(.enabled(if: WritingRoom.exifToolPath != nil, "exiftool is not installed"))
struct FaultTests {
    private let bench: FaultBench

    init() throws {
        #expect(try RatingScene().run([]).words == "written 1 \n")
        bench = try FaultBench(RatingScene())
        #expect(bench.ending == RatingTrial.finished)
        #expect(bench.calls.count > 15)
    }

    @Test func `a kill at any call leaves the old photo or the new one, and the next start finishes it`() throws {
        for number in 1...bench.calls.count {
            let outcome = try bench.kill(at: number)
            #expect(outcome.isDisturbed && outcome.problems == [], "call \(number)")
        }
    }

    @Test(arguments: [Fault.Kind.enospc, .eio, .short])
    func `an error at any call leaves the old photo or the new one`(kind: Fault.Kind) throws {
        // Every third call in the daily run, each kind another one; all of them in the long run.
        let (first, step) = LongRun.isOn ? (1, 1) : (kind.rawValue.utf8.count % 3 + 1, 3)
        for number in stride(from: first, through: bench.calls.count, by: step) {
            #expect(try bench.fail(kind, at: number).problems == [], "\(kind) at call \(number)")
        }
    }
}
