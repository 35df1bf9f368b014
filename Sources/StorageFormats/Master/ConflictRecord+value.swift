import Model
package import Platform
package import Store

extension ConflictRecord {
    /// An object of the master index, "conflicts".
    package func value(_ reading: Reading) throws -> JSONValue {
        let name = JSONValue.Member("filename", .string((itemPath ?? path).displayName))
        let hothash = JSONValue.Member("hothash", .text(pictureHash))
        let expected = JSONValue.Member("expected_path", .string((itemPath ?? path).display))
        let detected = JSONValue.Member("detected_at", .string(detectedAt))
        let reason = details.reason.map { [JSONValue.Member("reason", .string($0))] } ?? []
        let fields: [JSONValue.Member]
        switch kind {
        case .missingFile:
            fields = [hothash, name, expected, .init("last_seen", .text(details.lastSeen ?? detectedAt))] + reason
        case .orphanFile:
            fields = [
                .init("path", .string(path.display)), .init("file_size", size.map { .integer($0) } ?? .null), detected,
                .init("reason", .string(details.reason ?? "File not in any import session")),
            ]
        case .duplicateFilename:
            let files = try SameName.all(inStorage: storage, named: path.display, reading)
            let instances = files.map { file in
                JSONValue.object([.init("hothash", .string(file.hash)), .init("path", .string(file.path.display))])
            }
            fields = [.init("filename", .string(path.display)), .init("instances", .array(instances))]
        case .pathMismatch:
            fields = [hothash, name, expected, .init("actual_path", .string(path.display)), detected] + reason
        case .metadataMismatch:
            let differences = (details.differences ?? []).map { difference in
                JSONValue.object([
                    .init("field", .string(difference.field.rawValue)), .init("library", .text(difference.library)),
                    .init("file", .text(difference.file)),
                ])
            }
            fields = [
                hothash, name, .init("path", .string(path.display)), .init("differences", .array(differences)),
                detected,
            ]
        }
        return .object([.init("type", .string(kind.rawValue))] + fields)
    }
}
