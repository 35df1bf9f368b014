import Foundation
import Testing

/// One rating write, stopped or failed at each of its calls that change files (SAFETY.md section 6).
@Suite(.enabled(if: WritingRoom.exifToolPath != nil, "exiftool is not installed"))
struct FaultTests {
    private static let isLong = ProcessInfo.processInfo.environment["PHOTOSTEAD_LONG"] != nil

    @Test func `a kill at any call leaves the old photo or the new one, and the next start finishes it`() throws {
        let calls = try RatingTrial().count()
        #expect(calls > 15)
        for number in 1...calls {
            let trial = try RatingTrial()
            #expect(try trial.run(at: number, kind: "kill").isKilled, "call \(number)")
            try trial.checkOriginal("killed at call \(number)")
            _ = try trial.run()
            try trial.checkFinished("resumed after a kill at call \(number)")
        }
    }

    @Test(arguments: ["enospc", "eio", "short"])
    func `an error at any call leaves the old photo or the new one`(kind: String) throws {
        // Every third call in the daily run, each kind another one; all of them in the long run.
        let (first, step) = Self.isLong ? (1, 1) : (kind.utf8.count % 3 + 1, 3)
        for number in stride(from: first, through: try RatingTrial().count(), by: step) {
            let trial = try RatingTrial()
            let end = try trial.run(at: number, kind: kind)
            #expect(!end.isKilled, "\(kind) at call \(number): \(end.output)")
            try trial.checkOriginal("\(kind) at call \(number)")
            _ = try trial.run()
            try trial.checkFinished("repeated after \(kind) at call \(number)")
        }
    }
}
