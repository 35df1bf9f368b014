package import Platform

/// Where the JSON API takes a call: the method and a path in which `{key}` stands for a field of the question.
package struct CallAddress: Sendable, Hashable {
    /// GET for what is only read, with the other fields in the query; POST with the other fields as a JSON object.
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package let method: Method
    /// `/api/imports/{id}/rollback`
    package let pattern: String
    package let components: [Substring]
    /// Whether the body is a file, and the other fields stand in the query.
    package let takesFile: Bool

    private init(_ method: Method, _ pattern: String, takesFile: Bool = false) {
        self.method = method
        self.pattern = pattern
        self.takesFile = takesFile
        components = pattern.split(separator: "/")
    }

    package static func get(_ pattern: String) -> CallAddress { CallAddress(.get, pattern) }
    package static func post(_ pattern: String) -> CallAddress { CallAddress(.post, pattern) }
    package static func file(_ pattern: String) -> CallAddress { CallAddress(.post, pattern, takesFile: true) }

    /// The keys that stand in the path.
    package var keys: [String] { components.filter { $0.first == "{" }.map { String($0.dropFirst().dropLast()) } }

    /// Whether the fields that are not in the path stand in the query.
    package var hasQuery: Bool { method == .get || takesFile }

    /// The absolute path with these values, in the order of the placeholders.
    package func path(_ values: String...) -> String {
        "/" + request(zip(keys, values).map { .init($0, .string($1)) }).target
    }

    /// The path and query of a question, without the leading slash, and what is left for the body.
    package func request(_ question: [JSONValue.Member]) -> (target: String, body: [JSONValue.Member]) {
        var rest = question.filter { $0.value != .null }
        let path = components.map { component -> String in
            guard component.first == "{" else { return String(component) }
            let key = component.dropFirst().dropLast()
            guard let index = rest.firstIndex(where: { $0.key == key }) else { return "" }
            return PercentEncoding.encode(rest.remove(at: index).value.plainText)
        }.joined(separator: "/")
        guard hasQuery, !rest.isEmpty else { return (path, rest) }
        let query = rest.map { "\($0.key)=\(PercentEncoding.encode($0.value.plainText))" }
        return (path + "?" + query.joined(separator: "&"), [])
    }
}

extension JSONValue {
    /// A plain value as an address shows it.
    fileprivate var plainText: String {
        switch self {
        case .string(let text): text
        default: text(indent: "")
        }
    }
}
