/// The part of a body that was asked for (RFC 9110 section 14).
enum ByteRange: Equatable {
    /// No usable range: the whole body is sent.
    case whole
    case part(offset: Int64, length: Int64)
    case unsatisfiable

    /// Reads `Range`. Several ranges at once are answered with the whole, which is allowed.
    init(_ header: String?, of length: Int64) {
        self = .whole
        guard let header, header.lowercased().hasPrefix("bytes=") else { return }
        let ends = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else { return }
        switch (first, last) {
        case (nil, nil): return
        case (nil, let suffix?):
            self = suffix == 0 || length == 0 ? .unsatisfiable : Self.cut(max(0, length - suffix), length - 1)
        case (let first?, let last):
            if let last, last < first { return }
            self = first >= length ? .unsatisfiable : Self.cut(first, min(last ?? .max, length - 1))
        }
    }

    private static func cut(_ first: Int64, _ last: Int64) -> ByteRange {
        .part(offset: first, length: last - first + 1)
    }

    /// Outer nil = not a number, inner nil = left out.
    private static func number(_ text: Substring) -> Int64?? {
        if text.isEmpty { return .some(nil) }
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        // More digits than fit name a byte beyond every file.
        return .some(Int64(text) ?? .max)
    }
}
