import Curation
import Engine
import FoundationEssentials
import Glibc
import HTTP
import Imports
import Intake
import MetadataWrite
import Model
import Storages
import Web

/// The library is open in a server, which does the work; this process asks and follows.
struct RemoteSession: LibrarySession {
    private let server: ServerAddress.Access
    private let client = HTTPClient()

    init(_ server: ServerAddress.Access) { self.server = server }

    func storages() throws -> [StorageDocument] { try get("storages", as: List<StorageDocument>.self).items }

    func addStorage(path: String, name: String?, isIndexed: Bool) throws -> StorageDocument {
        try post("storages", NewStorageBody(path: path, name: name, index: isIndexed))
    }

    func migrateStorage(path: String) throws -> StorageDocument {
        try post("storages/migration", MigrationBody(path: path))
    }

    func changeStorage(_ uuid: String, _ changes: StorageChanges) throws -> StorageDocument {
        try post("storages/\(uuid)", changes)
    }

    func removeStorage(_ uuid: String) throws -> StorageDocument { try post("storages/\(uuid)/remove", Nothing()) }

    func reindex(_ uuid: String, _ options: ReindexOptions) throws -> String {
        let operation: OperationDocument = try post("storages/\(uuid)/reindex", options)
        return operation.operationID
    }

    func settle(_ answer: ConflictAnswer, of uuid: String) throws -> ConflictOutcome {
        try post("storages/\(uuid)/conflicts", answer)
    }

    func edit(_ ids: [String], _ changes: MetadataChanges) throws -> [EditResult] {
        try post("photos/edits", EditsBody(ids: ids, changes: changes), as: List<EditResult>.self).items
    }

    func startImport(_ settings: ImportSettings) throws -> ImportDocument { try post("imports", settings) }

    func previewImport(_ settings: ImportSettings) throws -> PreviewDocument { try post("imports/preview", settings) }

    func importSession(_ id: String) throws -> ImportDocument { try get("imports/\(id)", as: ImportDocument.self) }

    func resumeImport(_ id: String) throws -> ImportDocument { try post("imports/\(id)/resume", Nothing()) }

    func retryImport(_ id: String) throws -> ImportDocument { try post("imports/\(id)/retry", Nothing()) }

    func answerImport(_ id: String, _ answer: DuplicateAnswer) throws -> ImportDocument {
        try post("imports/\(id)/answers", answer)
    }

    func rollbackPlan(_ id: String) throws -> RollbackPlan {
        try get("imports/\(id)/rollback", as: RollbackPlan.self)
    }

    func rollBackImport(_ id: String) throws -> ImportDocument { try post("imports/\(id)/rollback", Nothing()) }

    func restoreImport(_ id: String) throws -> ImportDocument { try post("imports/\(id)/restore", Nothing()) }

    func operations() throws -> [OperationDocument] { try get("operations", as: List<OperationDocument>.self).items }

    func operation(_ id: String) throws -> OperationDocument {
        try get("operations/\(id)", as: OperationDocument.self)
    }

    func steer(_ id: String, _ steering: Steering) throws {
        let _: OperationDocument = try post("operations/\(id)/\(steering.rawValue)", Nothing())
    }

    func waitForChange(of id: String) { usleep(200_000) }

    func close() throws {}

    private struct Nothing: Codable {}

    private struct List<Element: Decodable>: Decodable {
        let items: [Element]
    }

    private func get<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try decode(client.send(server.address.listening + "api/" + path, bearer: server.token))
    }

    private func post<Value: Decodable>(
        _ path: String, _ body: some Encodable, as type: Value.Type = Value.self
    ) throws -> Value {
        let bytes = Array(try JSONEncoder().encode(body))
        return try decode(client.send(server.address.listening + "api/" + path, body: bytes, bearer: server.token))
    }

    private func decode<Value: Decodable>(_ answer: HTTPClient.Answer) throws -> Value {
        let data = Data(answer.body)
        guard (200..<300).contains(answer.status) else {
            // An answer without our error object comes from something else that listens there.
            let error = try? JSONDecoder().decode(APIErrorBody.self, from: data)
            throw ServerRefusal(status: answer.status, error: error?.error)
        }
        return try JSONDecoder().decode(Value.self, from: data)
    }
}

/// What the server that has the library open answered instead of doing it.
struct ServerRefusal: Failure {
    let status: Int
    let error: APIErrorBody.Content?

    var subject: String? { error == nil ? "the server" : nil }
    var reason: String { error?.message ?? "it answered with status \(status)" }
    var hint: String? { error?.hint }
    var severity: Severity { status < 500 ? .preflight : .unrecoverable }
}
