import Platform

/// A producer, several workers and one consumer with bounded queues between them; results keep the producer's order,
/// so that a run that was interrupted has done a prefix of what an undisturbed one does.
package struct OrderedPipeline<Input: Sendable, Output: Sendable>: Sendable {
    private let workers: Int
    private let capacity: Int

    /// - Parameters:
    ///   - workers: threads that transform.
    ///   - capacity: inputs that may wait.
    package init(workers: Int, capacity: Int) {
        self.workers = workers
        self.capacity = capacity
    }

    /// Runs until the producer has returned and everything it emitted was consumed.
    ///
    /// - Parameters:
    ///   - produce: on its own thread; `emit` answers false when nobody wants more.
    ///   - transform: on `workers` threads.
    ///   - consume: on the calling thread, in order; answers whether to go on.
    /// - Throws: the first error of the three.
    package func run(
        produce: @escaping @Sendable (_ emit: (Input) -> Bool) throws -> Void,
        transform: @escaping @Sendable (Input) throws -> Output, consume: (Output) throws -> Bool
    ) throws {
        let inputs = BoundedQueue<(Int, Input)>(capacity: capacity)
        // Wide enough for all that can be under way: no worker waits here for one that waits for it.
        let outputs = BoundedQueue<(Int, Result<Output, any Error>)>(capacity: capacity + workers + 1)
        let producer = WorkerThreads.start("produce") {
            var number = 0
            let end = Result {
                try produce { input in
                    defer { number += 1 }
                    return inputs.send((number, input))
                }
            }
            inputs.close()
            if case .failure(let error) = end { outputs.send((number, .failure(error))) }
        }
        let threads = (0..<workers).map { index in
            WorkerThreads.start("transform-\(index)") {
                while let (number, input) = inputs.receive() {
                    if !outputs.send((number, Result { try transform(input) })) { return }
                }
            }
        }
        let closer = WorkerThreads.start("pipeline-end") {
            producer.join()
            for thread in threads { thread.join() }
            outputs.close()
        }
        defer {
            inputs.close()
            outputs.close()
            closer.join()
        }
        try drain(outputs, consume)
    }

    private func drain(
        _ outputs: BoundedQueue<(Int, Result<Output, any Error>)>, _ consume: (Output) throws -> Bool
    ) throws {
        var waiting: [Int: Result<Output, any Error>] = [:]
        var next = 0
        while let (number, result) = outputs.receive() {
            waiting[number] = result
            while let ready = waiting.removeValue(forKey: next) {
                next += 1
                guard try consume(ready.get()) else { return }
            }
        }
    }
}
