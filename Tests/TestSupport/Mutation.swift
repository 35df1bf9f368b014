/// What chance does to the bytes of a file: flipped bits, wrong lengths, pieces cut out, doubled or exchanged.
package struct Mutation {
    private var random: SeededRandom

    package init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// One to four changes of `original`.
    ///
    /// - Parameter other: a second file, whose pieces are spliced in.
    package mutating func mutate(_ original: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes, other) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        guard bytes.count > 16 else { return }
        switch Int.random(in: 0..<7, using: &random) {
        case 0: for _ in 0..<Int.random(in: 1...32, using: &random) { bytes[place(bytes)] ^= 1 << UInt8(bit()) }
        case 1: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
        case 2: splice(&bytes, other)
        case 3: writeLength(&bytes)
        case 4: remove(&bytes)
        case 5: double(&bytes)
        default: fill(&bytes)
        }
    }

    /// Most structures stand near the beginning, so half of the changes do too.
    private mutating func place(_ bytes: [UInt8], room: Int = 1) -> Int {
        let end = max(1, bytes.count - room + 1)
        return Int.random(in: 0..<(Bool.random(using: &random) ? end : min(end, 4096)), using: &random)
    }

    private mutating func bit() -> Int { Int.random(in: 0..<8, using: &random) }

    private mutating func splice(_ bytes: inout [UInt8], _ other: [UInt8]) {
        guard other.count > 16 else { return }
        let from = Int.random(in: 0..<other.count, using: &random)
        let piece = other[from..<min(other.count, from + Int.random(in: 1...4096, using: &random))]
        let at = place(bytes)
        bytes.replaceSubrange(at..<min(bytes.count, at + piece.count), with: piece)
    }

    /// A number of one, two, four or eight bytes that is small, huge or nearly right, in either byte order.
    private mutating func writeLength(_ bytes: inout [UInt8]) {
        let width = [1, 2, 4, 8].randomElement(using: &random) ?? 4
        let at = place(bytes, room: width)
        guard at + width <= bytes.count else { return }
        var values: [UInt64] = [0, 1, 7, 8, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFF0, .max]
        values.append(UInt64(bytes.count) &+ UInt64.random(in: 0...16, using: &random) &- 8)
        let value = values.randomElement(using: &random) ?? 0
        let isBigEndian = Bool.random(using: &random)
        for index in 0..<width {
            let shift = UInt64(8 * (isBigEndian ? width - 1 - index : index))
            bytes[at + index] = UInt8(truncatingIfNeeded: value >> shift)
        }
    }

    private mutating func remove(_ bytes: inout [UInt8]) {
        let at = place(bytes)
        bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...2048, using: &random)))
    }

    private mutating func double(_ bytes: inout [UInt8]) {
        let at = place(bytes)
        let piece = Array(bytes[at..<min(bytes.count, at + Int.random(in: 1...2048, using: &random))])
        bytes.insert(contentsOf: piece, at: at)
    }

    private mutating func fill(_ bytes: inout [UInt8]) {
        let at = place(bytes)
        let value: UInt8 = [0x00, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
        for index in at..<min(bytes.count, at + Int.random(in: 1...512, using: &random)) { bytes[index] = value }
    }
}
