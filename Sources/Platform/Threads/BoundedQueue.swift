/// A first-in first-out queue between threads that makes the sender wait while it is full.
package final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var head = 0
        var isClosed = false
        var count: Int { elements.count - head }
    }

    private let capacity: Int
    private let state = Condition(State())

    package init(capacity: Int) { self.capacity = capacity }

    /// Appends an element, waiting for room.
    ///
    /// - Returns: false when the queue was closed; the element is dropped.
    @discardableResult
    package func send(_ element: Element) -> Bool {
        state.take { state in
            if state.isClosed { return false }
            guard state.count < self.capacity else { return nil }
            state.elements.append(element)
            return true
        }
    }

    /// The oldest element, waiting for one; nil when the queue is closed and drained.
    package func receive() -> Element? {
        state.take { Self.next(&$0) } ?? nil
    }

    /// As `receive()`, for at most `seconds`.
    ///
    /// - Returns: `.some(nil)` when closed and drained; nil when the time is over.
    package func receive(seconds: Double) -> Element?? {
        state.take(seconds: seconds) { Self.next(&$0) }
    }

    /// No more elements will come; what is inside can still be received.
    package func close() { state.change { $0.isClosed = true } }

    /// How many elements wait now.
    package var count: Int { state.look { $0.count } }

    private static func next(_ state: inout State) -> Element?? {
        guard state.count > 0 else { return state.isClosed ? .some(nil) : nil }
        let element = state.elements[state.head]
        state.head += 1
        if state.head > 64, state.head * 2 > state.elements.count {
            state.elements.removeFirst(state.head)
            state.head = 0
        }
        return .some(element)
    }
}
