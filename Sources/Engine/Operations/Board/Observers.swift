import Platform

/// Those who want to know when an operation has moved.
final class Observers: Sendable {
    private struct State {
        var bodies: [Int: @Sendable (String) -> Void] = [:]
        var last = 0
    }

    private let state = Lock(State())

    /// - Returns: a function that ends the calls.
    func add(_ body: @escaping @Sendable (String) -> Void) -> @Sendable () -> Void {
        let key = state.withLock { state in
            state.last += 1
            state.bodies[state.last] = body
            return state.last
        }
        return { [state] in state.withLock { $0.bodies[key] = nil } }
    }

    func tell(_ id: String) {
        for body in state.withLock({ Array($0.bodies.values) }) { body(id) }
    }
}
