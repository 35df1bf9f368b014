import Platform

/// Lets no more threads read a drive at once than it takes, where work on many storages goes on in one pipeline.
package final class DriveGates: Sendable {
    /// By storage, where there are any.
    private let readers = Condition<[Int64: Int]>([:])

    package init() {}

    /// Waits until there is room at every storage, then runs `body`.
    ///
    /// - Parameter limits: how many may read each storage that `body` reads; at least 1.
    package func passing<Result>(_ limits: [Int64: Int], _ body: () throws -> Result) rethrows -> Result {
        readers.take { readers -> Void? in
            guard limits.allSatisfy({ readers[$0, default: 0] < $1 }) else { return nil }
            for storage in limits.keys { readers[storage, default: 0] += 1 }
            return ()
        }
        defer {
            readers.change { readers in
                for storage in limits.keys { readers[storage] = readers[storage].flatMap { $0 > 1 ? $0 - 1 : nil } }
            }
        }
        return try body()
    }
}
