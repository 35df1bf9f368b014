/// A dictionary of limited size that forgets what was not asked for longest.
package struct RecentlyUsed<Key: Hashable, Element> {
    private struct Entry {
        var element: Element
        var use: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0

    package init(capacity: Int) { self.capacity = capacity }

    package subscript(key: Key) -> Element? {
        mutating get {
            guard let element = entries[key]?.element else { return nil }
            clock += 1
            entries[key]?.use = clock
            return element
        }
        set {
            clock += 1
            entries[key] = newValue.map { Entry(element: $0, use: clock) }
            if entries.count > capacity { forgetOldest() }
        }
    }

    package var count: Int { entries.count }

    package mutating func remove(where isUnwanted: (Key) -> Bool) {
        for key in entries.keys.filter(isUnwanted) { entries[key] = nil }
    }

    package mutating func removeAll() { entries.removeAll() }

    /// A quarter at once, so that finding the oldest costs little on average.
    private mutating func forgetOldest() {
        let uses = entries.values.map(\.use).sorted()
        let limit = uses[uses.count / 4]
        entries = entries.filter { $0.value.use > limit }
    }
}
