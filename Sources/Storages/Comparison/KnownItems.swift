import Model
import Platform
import Store

/// The rows of a storage as a sequence that can be looked at one ahead. They are read on a thread of their own while
/// the walk waits for the disk.
final class KnownItems {
    private let pages: BoundedQueue<Result<[KnownItem], any Error>>
    private let thread: JoinableThread
    private var items: [KnownItem] = []
    private var position = 0
    private var isAtEnd = false

    /// - Parameter page: the next rows after a path; none at the end.
    init(page: @escaping @Sendable ([UInt8]) throws -> [KnownItem]) {
        let pages = BoundedQueue<Result<[KnownItem], any Error>>(capacity: 1)
        self.pages = pages
        thread = WorkerThreads.start("rows") {
            var last: [UInt8] = []
            while true {
                let items = Result { try page(last) }
                guard pages.send(items), case .success(let rows) = items, let end = rows.last else { break }
                last = end.path.bytes
            }
            pages.close()
        }
    }

    deinit {
        pages.close()
        thread.join()
    }

    /// Takes every row before `path` (nil: every row that is left) as missing, unless it is known to be.
    func passMissing(before path: RelativePath?, into missing: inout [IndexComparison.MissingItem]) throws {
        while let item = try peek(), path.map({ item.path < $0 }) ?? true {
            if item.state == .present { missing.append(.init(id: item.id, path: item.path)) }
            position += 1
        }
    }

    func take(_ path: RelativePath) throws -> KnownItem? {
        guard let item = try peek(), item.path == path else { return nil }
        position += 1
        return item
    }

    private func peek() throws -> KnownItem? {
        if position < items.count { return items[position] }
        guard !isAtEnd else { return nil }
        items = try pages.receive()?.get() ?? []
        position = 0
        isAtEnd = items.isEmpty
        return items.first
    }
}
