import Engine
import FoundationEssentials
import HTTP
import Model
import Platform

/// Tells browsers how operations move (`event: progress`), until they end (`event: end`).
final class OperationEvents: Sendable {
    private struct Follower {
        let operation: String
        let stream: EventStream
        var toldAt = 0.0
    }

    private let board: OperationBoard
    private let followers = Lock<[Int: Follower]>([:])
    private let next = Lock(0)
    private let endObserving = Lock<(@Sendable () -> Void)?>(nil)

    init(board: OperationBoard) {
        self.board = board
        let end = board.observe { [weak self] id in self?.moved(id) }
        endObserving.withLock { $0 = end }
    }

    /// A stream that begins with the present state.
    func follow(_ operation: OperationDocument, client: String) -> EventStream {
        let stream = EventStream(clientKey: client)
        let key = next.withLock { number in
            number += 1
            return number
        }
        followers.withLock { $0[key] = Follower(operation: operation.operationID, stream: stream) }
        stream.whenClosed { [weak self] in _ = self?.followers.withLock { $0.removeValue(forKey: key) } }
        Self.tell(operation, stream)
        return stream
    }

    func close() {
        endObserving.withLock { $0 }?()
        for follower in followers.withLock({ Array($0.values) }) { follower.stream.end() }
    }

    /// From the operation's thread: at most five times a second for each stream, and always when it ends.
    private func moved(_ id: String) {
        guard followers.withLock({ $0.values.contains { $0.operation == id } }) else { return }
        // An operation that cannot be looked up now will be when it moves again, or at the page's reload.
        guard let document = try? board.find(id) else { return }
        let isOver = document.status == .paused || document.status.isTerminal
        let now = SystemTime().monotonic
        let due = followers.withLock { followers in
            let keys = followers.keys.filter {
                followers[$0]?.operation == id && (isOver || now - (followers[$0]?.toldAt ?? 0) >= 0.2)
            }
            for key in keys { followers[key]?.toldAt = now }
            return keys.compactMap { followers[$0]?.stream }
        }
        for stream in due { Self.tell(document, stream) }
    }

    private static func tell(_ operation: OperationDocument, _ stream: EventStream) {
        let data = OperationJSON.encode(operation)
        stream.send(event: "progress", data: data)
        if operation.status == .paused || operation.status.isTerminal {
            stream.send(event: "end", data: data)
            stream.end()
        }
    }
}
