extension Route {
    /// How a request asks; HEAD counts as `get`.
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// What a request's address means.
    package enum Match: Hashable, Sendable {
        case route(Route)
        /// The address exists, for this method only: 405.
        case wrongMethod(allowed: Method)
        case unknown
    }

    /// One line of the route table, also for `/api/openapi.json`.
    package struct Pattern: Sendable {
        package let method: Method
        /// `/photos/{id}/rating`
        package let text: String
        let components: [Substring]
        let make: @Sendable ([String]) -> Route?

        init(_ method: Method, _ text: String, _ make: @escaping @Sendable ([String]) -> Route?) {
            self.method = method
            self.text = text
            components = text.split(separator: "/")
            self.make = make
        }

        /// The values standing where the pattern has `{...}`, or nil.
        func values(of path: [String]) -> [String]? {
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

        /// - Parameter path: the route's components.
        func matches(_ route: Route, _ path: [String]) -> Bool { values(of: path).flatMap(make) == route }
    }

    /// Finds the route of a path given as decoded components, `[]` for `/`.
    package static func parse(_ method: Method, _ path: [String]) -> Match {
        if method == .get, path.count > 1, path[0] == "public" { return asset(path.dropFirst()) }
        var other: Method?
        for pattern in table {
            guard let values = pattern.values(of: path), let route = pattern.make(values) else { continue }
            if pattern.method == method { return .route(route) }
            other = pattern.method
        }
        return other.map { .wrongMethod(allowed: $0) } ?? CallTable.find(method, path)
    }

    /// A file of ours has plain names only, so no trick of encoding or dots reaches the file system.
    private static func asset(_ components: ArraySlice<String>) -> Match {
        let isPlain = components.allSatisfy { component in
            component.first != "."
                && component.utf8.allSatisfy { isLetterOrDigit($0) || [0x2D, 0x2E, 0x5F].contains($0) }
                && !component.isEmpty
        }
        return isPlain ? .route(.asset(components.joined(separator: "/"))) : .unknown
    }

    /// Letters, digits and `-`, at most 64: UUIDs and numbers.
    static func name(_ text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        return isPlain && (1...64).contains(text.utf8.count) ? text : nil
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
