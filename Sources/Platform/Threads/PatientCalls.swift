/// Calls into drives that may hang, each on a thread of its own: the caller stops waiting for one that does not return.
///
/// A call that hangs in the kernel cannot be ended; its thread stays until the drive answers. So that one drive uses up
/// neither callers nor threads, only two callers wait long for it, and while these are late no other call is made.
package final class PatientCalls<Key: Hashable & Sendable>: Sendable {
    private struct Call {
        let number: Int
        let startedAt: Double
    }

    /// Seconds after which a call is late.
    private static var briefly: Double { 0.5 }
    /// Callers that may wait longer than that.
    private static var patientCallers: Int { 2 }

    private let time: any TimeSource
    private let open = Lock<[Key: [Call]]>([:])
    private let next = Lock(0)

    package init(time: any TimeSource = SystemTime()) { self.time = time }

    /// Runs `body` on another thread and waits for it at most `seconds`.
    ///
    /// - Parameter key: what may hang.
    /// - Returns: nil when there was no answer in time; the call may still be made.
    /// - Throws: what `body` throws.
    package func call<Answer: Sendable>(
        _ key: Key, seconds: Double, _ body: @escaping @Sendable () throws -> Answer
    ) throws -> Answer? {
        guard let number = begin(key) else { return nil }
        let answer = Condition<Result<Answer, any Error>?>(nil)
        WorkerThreads.start("drive") { [self] in
            let result = Result { try body() }
            end(number, key)
            answer.change { $0 = result }
        }
        if let result = answer.wait(seconds: min(seconds, Self.briefly), until: { $0 }) { return try result.get() }
        guard seconds > Self.briefly, isPatient(number, key) else { return nil }
        return try answer.wait(seconds: seconds - Self.briefly, until: { $0 })?.get()
    }

    /// - Returns: nil when enough calls are late already.
    private func begin(_ key: Key) -> Int? {
        let now = time.monotonic
        return open.withLock { open in
            let late = open[key, default: []].count { now - $0.startedAt >= Self.briefly }
            guard late < Self.patientCallers else { return nil }
            let number = next.withLock { number in
                number += 1
                return number
            }
            open[key, default: []].append(Call(number: number, startedAt: now))
            return number
        }
    }

    private func end(_ number: Int, _ key: Key) {
        open.withLock { open in
            open[key]?.removeAll { $0.number == number }
            if open[key]?.isEmpty ?? false { open[key] = nil }
        }
    }

    /// Whether the call is among the first of those that are open.
    private func isPatient(_ number: Int, _ key: Key) -> Bool {
        open.withLock { $0[key, default: []].prefix(Self.patientCallers).contains { $0.number == number } }
    }
}
