import Platform
import TestSupport
import Testing

/// Calls that hang take neither their callers nor one thread after the other.
struct PatientCallsTests {
    /// Hangs until the test lets it go on.
    private let gate = Condition(false)
    private let calls = PatientCalls<String>()

    private func hang(_ key: String, seconds: Double = 0) throws -> Int? {
        let gate = gate
        return try calls.call(key, seconds: seconds) {
            gate.wait { $0 ? () : nil }
            return 1
        }
    }

    private struct Broken: Error {}

    @Test func `an answer comes back, and so does an error`() throws {
        #expect(try calls.call("a", seconds: 60) { 7 } == 7)
        #expect(throws: Broken.self) { try calls.call("a", seconds: 60) { throw Broken() } }
    }

    @Test func `while two calls are late, no other is made for the same drive`() throws {
        defer { gate.change { $0 = true } }
        let clock = ManualTime()
        let calls = PatientCalls<String>(time: clock)
        let (gate, made) = (gate, Lock(0))
        let hang: @Sendable () -> Int = {
            made.withLock { $0 += 1 }
            gate.wait { $0 ? () : nil }
            return 1
        }
        #expect(try calls.call("a", seconds: 0, hang) == nil)
        #expect(try calls.call("a", seconds: 0, hang) == nil)
        clock.advance(1)
        #expect(try calls.call("a", seconds: 60) { 7 } == nil, "it is not even tried")
        #expect(try calls.call("b", seconds: 60) { 7 } == 7, "another drive answers")
    }

    @Test func `a drive that answers again is asked again`() throws {
        #expect(try hang("a") == nil)
        gate.change { $0 = true }
        #expect(try calls.call("a", seconds: 60) { 7 } == 7)
    }
}
