import Engine
import Platform

/// The description of the JSON API, made from the list of calls that requests are routed by (OpenAPI 3.1).
enum OpenAPI {
    static func document() -> [UInt8] {
        var paths: [JSONValue.Member] = []
        for line in [described] + CallTable.lines.map(Self.line) {
            let operation = JSONValue.Member(line.method.lowercased(), line.value)
            if let index = paths.firstIndex(where: { $0.key == line.path }) {
                paths[index] = .init(line.path, .object(paths[index].value.members + [operation]))
            } else {
                paths.append(.init(line.path, .object([operation])))
            }
        }
        let document: JSONValue = [
            "openapi": "3.1.0",
            "info": [
                "title": "Photostead", "version": "1",
                "description": "Errors are {\"error\": {\"code\", \"message\", \"hint\"}}.",
            ],
            "components": ["securitySchemes": ["token": ["type": "http", "scheme": "bearer"]]],
            "paths": .object(paths),
        ]
        return document.prettyBytes
    }

    private typealias Line = (method: String, path: String, value: JSONValue)

    private static let described: Line = (
        "GET", Route.apiDescription.path,
        ["summary": "This description", "responses": ["200": ["description": "An OpenAPI document"]]]
    )

    private static func line(_ line: CallTable.Line) -> Line {
        let (address, type) = (line.address, line.entry.type)
        var members: [JSONValue.Member] = [.init("summary", .string(type.summary))]
        let others = line.fields.filter { !address.keys.contains($0.key) }
        let parameters =
            line.fields.filter { address.keys.contains($0.key) }.map { parameter($0, in: "path") }
            + (address.hasQuery ? others.map { parameter($0, in: "query") } : [])
        if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
        if address.takesFile {
            let file: JSONValue = ["type": "string", "format": "binary"]
            members.append(.init("requestBody", ["content": ["application/octet-stream": ["schema": file]]]))
        } else if !address.hasQuery, !others.isEmpty {
            members.append(.init("requestBody", content(.object(others))))
        }
        if address.method == .post { members.append(.init("security", [["token": []]])) }
        members.append(.init("x-role", .string(type.role.rawValue)))
        members.append(.init("responses", ["200": answer(of: type)]))
        return (address.method.rawValue, address.pattern, .object(members))
    }

    private static func answer<Question: Call>(of type: Question.Type) -> JSONValue {
        .object([.init("description", "The answer")] + content(CallField.kind(of: Question.Answer.self)).members)
    }

    private static func content(_ kind: CallField.Kind) -> JSONValue {
        ["content": ["application/json": ["schema": schema(kind)]]]
    }

    private static func parameter(_ field: CallField, in place: String) -> JSONValue {
        [
            "name": .string(field.key), "in": .string(place), "required": .bool(!field.isOptional),
            "schema": schema(field.kind),
        ]
    }

    private static func schema(_ kind: CallField.Kind) -> JSONValue {
        switch kind {
        case .string: ["type": "string"]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .list(let element): ["type": "array", "items": schema(element)]
        case .dictionary(let element): ["type": "object", "additionalProperties": schema(element)]
        case .object(let fields):
            [
                "type": "object", "properties": .object(fields.map { .init($0.key, schema($0.kind)) }),
                "required": .array(fields.filter { !$0.isOptional }.map { .string($0.key) }),
            ]
        }
    }
}
