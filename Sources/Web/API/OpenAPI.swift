import FoundationEssentials
import HTTP
import Model
import Platform

/// The description of the JSON API, made from the same table that requests are routed by (OpenAPI 3.1).
enum OpenAPI {
    static func document(_ now: Double) throws -> [UInt8] {
        var paths: [(String, [JSONValue.Member])] = []
        for pattern in Route.table where pattern.text.hasPrefix("/api/") {
            let operation = JSONValue.Member(pattern.method.rawValue.lowercased(), describe(pattern))
            if let index = paths.firstIndex(where: { $0.0 == pattern.text }) {
                paths[index].1.append(operation)
            } else {
                paths.append((pattern.text, [operation]))
            }
        }
        return JSONValue.object([
            .init("openapi", .string("3.1.0")),
            .init(
                "info",
                .object([
                    .init("title", .string("Photostead")), .init("version", .string("1")),
                    .init("description", .string("Errors are {\"error\": {\"code\", \"message\", \"hint\"}}.")),
                ])),
            .init(
                "components",
                .object([
                    .init(
                        "securitySchemes",
                        .object([
                            .init(
                                "token",
                                .object([.init("type", .string("http")), .init("scheme", .string("bearer"))]))
                        ]))
                ])),
            .init("paths", .object(paths.map { .init($0.0, .object($0.1)) })),
        ]).prettyBytes
    }

    private static func describe(_ pattern: Route.Pattern) -> JSONValue {
        let key = "\(pattern.method.rawValue) \(pattern.text)"
        var members: [JSONValue.Member] = [.init("summary", .string(summaries[key] ?? ""))]
        let parameters =
            pattern.text.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                parameter(String($0.dropFirst().dropLast()), in: "path")
            } + (queries[key] ?? []).map { parameter($0, in: "query") }
        if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
        if let fields = bodies[key] { members.append(.init("requestBody", body(fields))) }
        if pattern.method == .post {
            members.append(.init("security", .array([.object([.init("token", .array([]))])])))
        }
        let answer = JSONValue.object([.init("description", .string(answers[key] ?? "The object"))])
        members.append(.init("responses", .object([.init("200", answer)])))
        return .object(members)
    }

    private static func parameter(_ name: String, in place: String) -> JSONValue {
        .object([
            .init("name", .string(name)), .init("in", .string(place)), .init("required", .bool(place == "path")),
            .init("schema", .object([.init("type", .string("string"))])),
        ])
    }

    private static func body(_ fields: [(name: String, type: String)]) -> JSONValue {
        let properties = fields.map { field in
            JSONValue.Member(field.name, .object([.init("type", .string(field.type))]))
        }
        let schema = JSONValue.object([.init("type", .string("object")), .init("properties", .object(properties))])
        return .object([
            .init("content", .object([.init("application/json", .object([.init("schema", schema)]))]))
        ])
    }

    /// One sentence for each address; a test compares the keys with the routes.
    static let summaries = [
        "GET /api/openapi.json": "This description",
        "GET /api/storages": "All storages with their state",
        "POST /api/storages": "Make a folder a storage and index it",
        "POST /api/storages/migration": "Make a storage of a legacy folder and index it",
        "GET /api/storages/discovery": "The latest search for storages: how far it is and what it has found",
        "POST /api/storages/discovery": "Look for storages on this computer's drives",
        "POST /api/storages/discovery/cancel": "End the search; what it has found stays",
        "POST /api/storages/discovery/add": "Add found storages by their paths",
        "GET /api/storages/{uuid}/lock": "Who writes to the storage now",
        "POST /api/storages/{uuid}/lock/break": "Remove a lock that was left behind",
        "POST /api/storages/{uuid}": "Change name, notes, tags, path, activity or policy",
        "POST /api/storages/{uuid}/remove": "Take a storage out of the library; files stay",
        "POST /api/storages/{uuid}/reindex": "Start a re-index",
        "GET /api/imports": "The latest imports, newest first",
        "POST /api/imports": "Start an import, or go on with the same one where it was interrupted",
        "POST /api/imports/preview": "What an import would do; nothing is written",
        "GET /api/imports/{id}": "One import with its sums; the id is the session's or its operation's",
        "GET /api/imports/{id}/files": "The files of an import with what became of them",
        "POST /api/imports/uploads": "Begin an upload into a storage; the fields are those of an import",
        "GET /api/imports/uploads/{id}": "An upload with the files that have come whole",
        "POST /api/imports/uploads/{id}/states": "What has come of files that are about to be sent",
        "POST /api/imports/uploads/{id}/files": "Receive one file, the body, from an offset on",
        "POST /api/imports/uploads/{id}/import": "Import what has been uploaded",
        "POST /api/imports/uploads/{id}/remove": "Drop an upload with all that has come of it",
        "POST /api/imports/{id}/resume": "Go on with an import that was interrupted",
        "POST /api/imports/{id}/retry": "Look again at the files that failed",
        "POST /api/imports/{id}/answers": "Say what becomes of duplicates; of all that were asked about without files",
        "GET /api/imports/{id}/rollback": "What taking the import back would do; nothing is written",
        "POST /api/imports/{id}/rollback": "Move the files of the import to the trash",
        "POST /api/imports/{id}/restore": "Bring the files of an import that was taken back out of the trash",
        "GET /api/storages/{uuid}/conflicts": "What differs between the library and a storage",
        "POST /api/storages/{uuid}/conflicts": "Settle conflicts; all of the action's type when no ids are given",
        "GET /api/photos": "Photos, newest first",
        "GET /api/photos/favorites": "All favorites",
        "GET /api/photos/{id}": "One photo with its files",
        "POST /api/photos/bulk-favorite": "Make many photos favorites, or take that away",
        "POST /api/photos/edits": "Set rating, label, title or description of photos",
        "POST /api/photo/{id}/favorite": "Set or toggle the favorite",
        "POST /api/photo/{id}/rating": "Set the stars",
        "GET /api/lookup/{hash}": "The files with a picture hash, SHA-256 or MD5, those that can be opened first",
        "GET /api/operations": "The latest operations",
        "GET /api/operations/{id}": "One operation",
        "POST /api/operations/{id}/{steering}": "Pause, resume, cancel or restart an operation",
    ]

    private static let queries = [
        "GET /api/storages/{uuid}/conflicts": ["type", "limit", "after"],
        "GET /api/photos": ["limit", "after", "q", "storage", "year", "type", "rating", "favorites", "import"],
        "GET /api/imports/{id}/files": ["fate", "state", "limit", "after"],
        "POST /api/imports/uploads/{id}/files": ["path", "size", "modified", "offset"],
    ]

    private static let bodies: [String: [(name: String, type: String)]] = [
        "POST /api/storages/discovery": [("roots", "array"), ("depth", "integer"), ("deep", "boolean")],
        "POST /api/storages/discovery/add": [("paths", "array")],
        "POST /api/storages": [("path", "string"), ("name", "string"), ("index", "boolean")],
        "POST /api/storages/migration": [("path", "string")],
        "POST /api/storages/{uuid}": [
            ("name", "string"), ("notes", "string"), ("tags", "array"), ("path", "string"), ("active", "boolean"),
            ("policy", "string"),
        ],
        "POST /api/storages/{uuid}/reindex": [
            ("mode", "string"), ("hash_orphans", "boolean"), ("detect_duplicates", "boolean"),
            ("fix_moved", "boolean"), ("drop_missing", "boolean"), ("accept_missing", "boolean"),
        ],
        "POST /api/imports": importFields,
        "POST /api/imports/preview": importFields,
        "POST /api/imports/uploads": importFields,
        "POST /api/imports/uploads/{id}/states": [("files", "array")],
        "POST /api/imports/{id}/answers": [("files", "array"), ("answer", "string")],
        "POST /api/storages/{uuid}/conflicts": [("action", "string"), ("ids", "array")],
        "POST /api/photos/bulk-favorite": [("photo_ids", "array"), ("favorite", "boolean")],
        "POST /api/photos/edits": [("ids", "array"), ("changes", "object")],
        "POST /api/photo/{id}/favorite": [("favorite", "boolean")],
        "POST /api/photo/{id}/rating": [("rating", "integer")],
    ]

    private static let importFields = [
        (name: "source", type: "string"), ("storage", "string"), ("organise", "string"), ("duplicates", "string"),
        ("same_picture", "string"), ("title", "string"), ("move", "boolean"),
    ]

    private static let answers = [
        "GET /api/imports/{id}/files": "{items: [file], next: cursor or null}",
        "POST /api/imports/uploads/{id}/states": "{items: [{path, received, complete, problem}]}",
        "GET /api/imports/{id}/rollback": "{files, bytes, restored, gone, kept_count, kept: [{path, reason}]}",
        "GET /api/storages/{uuid}/conflicts": "{items: [conflict], next: cursor or null}",
        "POST /api/storages/{uuid}/conflicts": "{settled, operation_id}; 202 when it goes on in the background",
        "GET /api/photos": "{items: [photo], next: cursor or null}",
        "GET /api/lookup/{hash}": "{items: [{storage_uuid, storage_name, state, path, relative_path, ...}]}",
        "GET /api/photos/favorites": "{favorites: [photo], count}",
        "POST /api/photos/bulk-favorite":
            "{success, updated}; 202 with the operation when it goes on in the background",
    ]
}
