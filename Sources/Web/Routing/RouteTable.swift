/// Finds what answers a path; of several lines that fit, the one with the fewest values does.
struct RouteTable<Found: Sendable>: Sendable {
    /// What a request's address means.
    enum Match: Sendable {
        case found(Found)
        /// The address exists, for this method only: 405.
        case wrongMethod(allowed: Route.Method)
        case unknown
    }

    struct Line: Sendable {
        let method: Route.Method
        /// `{}` or `{name}` stands for a value.
        let components: [Substring]
        /// nil = the values are none that stand there.
        let find: @Sendable ([String]) -> Found?

        fileprivate var values: Int { components.count { $0.first == "{" } }

        /// What stands where the line has values; nil = the path is another one.
        fileprivate func values(of path: [String]) -> [String]? {
            guard path.count == components.count else { return nil }
            var values: [String] = []
            for (component, given) in zip(components, path) {
                if component.first == "{" {
                    values.append(given)
                } else if component != given {
                    return nil
                }
            }
            return values
        }
    }

    let lines: [Line]

    init(_ lines: [Line]) {
        // Stable: of two lines with equally many values the first one is the first one.
        self.lines = lines.enumerated().sorted { one, other in
            (one.element.values, one.offset) < (other.element.values, other.offset)
        }.map(\.element)
    }

    /// - Parameter path: decoded components, `[]` for `/`.
    func find(_ method: Route.Method, _ path: [String]) -> Match {
        var other: (method: Route.Method, values: Int)?
        for line in lines {
            if let other, line.values > other.values { break }
            guard let values = line.values(of: path), let found = line.find(values) else { continue }
            if line.method == method { return .found(found) }
            other = (line.method, line.values)
        }
        return other.map { .wrongMethod(allowed: $0.method) } ?? .unknown
    }
}

extension RouteTable where Found == Never {
    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
