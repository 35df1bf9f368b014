/// What the files of a unit are called when its lead gets another stem: what follows the stem stays.
struct UnitNames {
    private struct Part {
        let name: [UInt8]
        /// What follows the stem of the lead; nil when the name does not begin with it.
        let rest: [UInt8]?
    }

    private let parts: [Part]
    private let original: [UInt8]
    private let stem: [UInt8]
    private let limit: Int

    /// - Parameters:
    ///   - names: in the source.
    ///   - lead: the name whose stem is replaced.
    ///   - stem: of the lead in the storage.
    ///   - isPortable: whether the target has refused the names as they are.
    init(_ names: [[UInt8]], lead: [UInt8], stem: [UInt8], isPortable: Bool) {
        let dot = lead.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? lead.count
        let original = Array(lead[..<dot])
        parts = names.map { name in
            let begins =
                name.count >= original.count
                && TargetNames.folded(Array(name[..<original.count])) == TargetNames.folded(original)
            let rest = begins ? Array(name[original.count...]) : nil
            return Part(
                name: name, rest: isPortable ? rest.map { Array(SafeName.refusedReplaced($0)) } : rest)
        }
        self.original = original
        self.stem = isPortable ? SafeName.portable(stem, limit: 100) : stem
        limit = isPortable ? 140 : 255
    }

    /// The names with this number behind the stem; 1 = none. All differ from each other, also on a disk that does not
    /// tell case apart.
    func names(_ number: Int) -> [[UInt8]] {
        var taken: Set<String> = []
        return parts.map { part in
            var further = number
            while true {
                let name = name(part, further)
                if taken.insert(TargetNames.folded(name)).inserted { return name }
                further += 1
            }
        }
    }

    private func name(_ part: Part, _ number: Int) -> [UInt8] {
        if number == 1, stem == original { return part.name }
        let counter = number == 1 ? [] : Array("-\(number)".utf8)
        let rest = part.rest ?? [UInt8(ascii: "-")] + SafeName.refusedReplaced(part.name)
        // The stem gives way, between two characters; a rest that leaves it no room is cut itself.
        let tail = counter + SafeName.shortened(rest, limit: limit - 16)
        return SafeName.shortened(stem, limit: max(1, limit - tail.count)) + tail
    }
}
