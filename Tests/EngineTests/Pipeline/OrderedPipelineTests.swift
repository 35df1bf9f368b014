import Engine
import Model
import Platform
import Testing

struct OrderedPipelineTests {
    private let pipeline = OrderedPipeline<Int, Int>(workers: 4, capacity: 8)

    @Test func `results keep the order of the producer`() throws {
        var seen: [Int] = []
        try pipeline.run(
            produce: { emit in for number in 0..<5000 where !emit(number) { return } },
            transform: { $0 * 2 },
            consume: {
                seen.append($0)
                return true
            })
        #expect(seen == (0..<5000).map { $0 * 2 })
    }

    @Test func `a consumer that has enough ends everything`() throws {
        let emitted = Lock(0)
        var seen = 0
        try pipeline.run(
            produce: { emit in
                var number = 0
                while emit(number) {
                    number += 1
                    emitted.withLock { $0 += 1 }
                }
            },
            transform: { $0 },
            consume: { _ in
                seen += 1
                return seen < 100
            })
        #expect(seen == 100)
        #expect(emitted.withLock { $0 } >= 100)
    }

    private struct Broken: Error, Equatable {
        let number: Int
    }

    @Test func `an error of a worker comes out at its place`() throws {
        var seen: [Int] = []
        #expect(throws: Broken(number: 50)) {
            try pipeline.run(
                produce: { emit in for number in 0..<1000 where !emit(number) { return } },
                transform: { number in
                    if number == 50 { throw Broken(number: 50) }
                    return number
                },
                consume: {
                    seen.append($0)
                    return true
                })
        }
        #expect(seen == Array(0..<50))
    }

    @Test func `an error of the producer comes after what it had emitted`() throws {
        var seen: [Int] = []
        #expect(throws: Broken(number: 3)) {
            try pipeline.run(
                produce: { emit in
                    for number in 0..<3 where !emit(number) { return }
                    throw Broken(number: 3)
                },
                transform: { $0 },
                consume: {
                    seen.append($0)
                    return true
                })
        }
        #expect(seen == [0, 1, 2])
    }

    @Test func `an error of the consumer stops the others`() throws {
        #expect(throws: Broken(number: 7)) {
            try pipeline.run(
                produce: { emit in
                    var number = 0
                    while emit(number) { number += 1 }
                },
                transform: { $0 },
                consume: { number in
                    if number == 7 { throw Broken(number: 7) }
                    return true
                })
        }
    }
}
