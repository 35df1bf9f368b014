/// What a plan stands on: while nothing of it changes, what was shown is what would happen.
package struct Ground: Sendable, Codable, Hashable {
    /// Numbers by the words that follow them, as `files in the source`.
    private var figures: [String: Int64] = [:]
    /// Of every detail behind the figures, in hexadecimal digits (FNV-1a, 64 bits).
    private var digest = "cbf29ce484222325"
    /// Bytes that have to be free, and that are.
    package var needed: Int64 = 0
    package var free: Int64 = 0

    package init() {}

    package mutating func count(_ words: String, _ number: Int64 = 1) { figures[words, default: 0] += number }

    /// Details count in their order.
    package mutating func note(_ detail: some Sequence<UInt8>) {
        var hash = UInt64(digest, radix: 16) ?? 0
        for byte in detail { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        digest = String(hash &* 0x100_0000_01b3, radix: 16)
    }

    /// What is different now, as a sentence without a full stop; nil = nothing that matters.
    package func difference(to now: Ground) -> String? {
        var changes = Set(figures.keys).union(now.figures.keys).sorted().compactMap { words -> String? in
            let (before, after) = (figures[words] ?? 0, now.figures[words] ?? 0)
            return before == after ? nil : "now \(after) instead of \(before) \(words)"
        }
        if changes.isEmpty, digest != now.digest { changes.append("they are other files, or files have changed") }
        if needed <= free, needed > now.free {
            changes.append("\(needed / 1_000_000) MB are needed, \(now.free / 1_000_000) MB are free")
        }
        return changes.isEmpty ? nil : changes.joined(separator: "; ")
    }
}
