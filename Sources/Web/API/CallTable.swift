import Composition
import Engine
import HTTP
import Model
import Platform

/// The calls by their addresses.
enum CallTable {
    /// A call with what its question is made of.
    struct Line: Sendable {
        let entry: CallEntry<OpenLibrary>
        let address: CallAddress
        let fields: [CallField]
    }

    /// Addresses without placeholders stand first.
    static let lines: [Line] = CallList.all.map {
        Line(entry: $0, address: $0.type.address, fields: CallField.all(of: $0.type))
    }.sorted { $0.address.keys.count < $1.address.keys.count }

    /// - Parameter path: decoded components.
    static func find(_ method: Route.Method, _ path: [String]) -> Route.Match {
        var other: Route.Method?
        for (index, line) in lines.enumerated() {
            guard let values = line.address.values(of: path), values.allSatisfy(isPlain), line.takes(values) else {
                continue
            }
            if line.method == method { return .route(.api(CallRoute(line: index, values: values))) }
            other = line.method
        }
        return other.map { .wrongMethod(allowed: $0) } ?? .unknown
    }

    /// Letters, digits, `-` and `_`, at most 64: ids, hashes and words.
    private static func isPlain(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { Route.isLetterOrDigit($0) || [0x2D, 0x5F].contains($0) }
    }
}

extension CallTable.Line {
    var method: Route.Method { address.method == .get ? .get : .post }

    /// The absolute path with these values.
    func path(_ values: [String]) -> String {
        "/" + address.request(zip(address.keys, values).map { .init($0, .string($1)) }).target
    }

    /// Whether the values of the path are what the question has there.
    fileprivate func takes(_ values: [String]) -> Bool {
        zip(address.keys, values).allSatisfy { key, value in
            switch fields.first(where: { $0.key == key })?.kind {
            case .choice(let words): words.contains(value)
            case .integer: Int64(value) != nil
            default: true
            }
        }
    }

    /// The question of a request in JSON.
    ///
    /// - Throws: `WebError` 400 for a body that is no object.
    func question(_ values: [String], _ request: Request) throws -> [UInt8] {
        var members = zip(address.keys, values).map { JSONValue.Member($0, value($1, of: $0)) }
        if address.hasQuery {
            let known = Set(members.map(\.key))
            members += request.query.filter { !known.contains($0.name) && !$0.value.isEmpty }.map {
                .init($0.name, value($0.value, of: $0.name))
            }
        } else if !request.bytes.isEmpty {
            // What is wrong with the text is said as one thing.
            guard case .object(let body)? = try? JSONValue(text: request.bytes) else { throw WebError.noObject }
            members += body.filter { member in !address.keys.contains(member.key) }
        }
        return Array(JSONValue.object(members).text(indent: "").utf8)
    }

    /// A word of an address as the field wants it; what is none of its kind stays text, and is refused where it is read.
    private func value(_ text: String, of key: String) -> JSONValue {
        switch fields.first(where: { $0.key == key })?.kind {
        case .integer: Int64(text).map { .integer($0) } ?? .string(text)
        case .boolean: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        default: .string(text)
        }
    }

    /// What a question that cannot be read means.
    func refusal(_ error: DecodingError) -> any Error {
        guard let key = error.key else { return WebError.noObject }
        if address.keys.contains(key) { return WebError(.notFound, nil, "there is nothing at this address") }
        guard address.hasQuery else { return WebError.noObject }
        guard case .choice(let words)? = fields.first(where: { $0.key == key })?.kind, let last = words.last else {
            return WebError(.badRequest, key, "it is not what is expected here", hint: WebError.described)
        }
        return WebError(.badRequest, key, "it is none of \(words.dropLast().joined(separator: ", ")) and \(last)")
    }
}

/// The address of a call with the values in its path.
package struct CallRoute: Hashable, Sendable {
    /// Of the table.
    fileprivate let line: Int
    let values: [String]

    var call: CallTable.Line { CallTable.lines[line] }

    var path: String { call.path(values) }
}

extension DecodingError {
    /// The field of the question that it is about.
    fileprivate var key: String? {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath.first?.stringValue
        case .keyNotFound(let key, let context): context.codingPath.first?.stringValue ?? key.stringValue
        @unknown default: nil
        }
    }
}

extension WebError {
    fileprivate static let described = "/api/openapi.json describes it."
    fileprivate static let noObject = WebError(
        .badRequest, "the body", "it is not the JSON object that is expected here", hint: described)
}
