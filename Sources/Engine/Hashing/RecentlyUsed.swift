/// A dictionary of limited size that forgets what was not asked for longest.
///
/// It keeps two generations of half the capacity: what is used goes to the young one, and when that is full it becomes
/// the old one, and the former old one is forgotten. So nothing has to be sorted, and the half used last is kept.
package struct RecentlyUsed<Key: Hashable, Element> {
    /// Of one generation.
    private let capacity: Int
    private var young: [Key: Element] = [:]
    private var old: [Key: Element] = [:]

    package init(capacity: Int) { self.capacity = max(capacity / 2, 1) }

    package subscript(key: Key) -> Element? {
        mutating get {
            if let element = young[key] { return element }
            guard let element = old.removeValue(forKey: key) else { return nil }
            add(element, key)
            return element
        }
        set {
            if !old.isEmpty { old[key] = nil }
            if let newValue { add(newValue, key) } else { young[key] = nil }
        }
    }

    package var count: Int { young.count + old.count }

    package mutating func remove(where isUnwanted: (Key) -> Bool) {
        for key in young.keys.filter(isUnwanted) { young[key] = nil }
        for key in old.keys.filter(isUnwanted) { old[key] = nil }
    }

    package mutating func removeAll() {
        young.removeAll()
        old.removeAll()
    }

    private mutating func add(_ element: Element, _ key: Key) {
        if young.count >= capacity, young[key] == nil {
            swap(&young, &old)
            young.removeAll(keepingCapacity: true)
        }
        young[key] = element
    }
}
