import Media
import Model
package import Platform
import StorageAccess

extension LegacyIndex {
    /// No honest index of that time is larger.
    private static let sizeLimit: Int64 = 1 << 28

    /// Reads the index of a folder.
    ///
    /// - Returns: nil when there is none.
    /// - Throws: `FormatError` for a file that is no such index, `FileError`; the file is left alone.
    package static func read(in folder: Folder) throws -> LegacyIndex? {
        guard let name = RelativePath(fileName), try folder.status(of: name) != nil else { return nil }
        let display = folder.display(name)
        let file = try folder.openFile(name)
        guard try file.status().size <= sizeLimit else { throw FormatError(display, "it is too large") }
        do {
            let json = try JSONReader(file)
            var index = LegacyIndex()
            try index.read(json)
            try json.finish()
            return index
        } catch let error as JSONError {
            throw FormatError(display, "it is no index of a legacy storage: \(error.reason)")
        }
    }

    private mutating func read(_ json: JSONReader) throws {
        var hasFiles = false
        switch try json.kind() {
        case .array:
            try readFiles(json)
            hasFiles = true
        case .object:
            try json.readObject { key in
                if try readField(key, json) { hasFiles = true }
            }
        default: break
        }
        guard hasFiles else { throw json.problem("it lists no files") }
    }

    /// - Returns: whether it was about files.
    private mutating func readField(_ key: String, _ json: JSONReader) throws -> Bool {
        let kind = try json.kind()
        switch (key.lowercased(), kind) {
        case ("photos", .array), ("photos", .object), ("files", .array), ("files", .object), ("images", .array),
            ("images", .object), ("items", .array), ("items", .object), ("entries", .array), ("entries", .object):
            try readFiles(json)
            return true
        case ("display_name", .string), ("name", .string), ("title", .string):
            let text = try json.readString()
            if name == nil { name = text } else { otherFields.append(.init(key, .string(text))) }
        case ("created_at", _), ("created", _), ("import_date", _), ("imported_at", _), ("timestamp", _), ("date", _):
            let value = try json.readValue()
            if createdAt == nil, let time = Self.time(value) {
                createdAt = time
            } else {
                otherFields.append(.init(key, value))
            }
        case ("photos", .null), ("files", .null), ("images", .null), ("items", .null), ("entries", .null):
            _ = try json.skipNull()
            return true
        case (let name, .object), (let name, .string):
            guard Self.isHash(name) || Self.isPhoto(name) else {
                otherFields.append(.init(key, try json.readValue()))
                return false
            }
            try json.skip()
            fileCount += 1
            return true
        default: otherFields.append(.init(key, try json.readValue()))
        }
        return false
    }

    /// A list, or an object by hash or by path.
    private mutating func readFiles(_ json: JSONReader) throws {
        if try json.kind() == .array {
            try json.readArray {
                try json.skip()
                fileCount += 1
            }
        } else {
            try json.readObject { _ in
                try json.skip()
                fileCount += 1
            }
        }
    }

    /// A time as text, or seconds since 1970.
    private static func time(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): ISO8601.parse(text).map(ISO8601.utc)
        case .integer(let seconds) where (0..<253_402_300_800).contains(seconds): ISO8601.utc(Double(seconds))
        case .number(let text): Double(text).flatMap { (0..<253_402_300_800).contains($0) ? ISO8601.utc($0) : nil }
        default: nil
        }
    }

    private static func isHash(_ key: String) -> Bool { key.utf8.count >= 8 && key.utf8.allSatisfy(isHexDigit) }

    private static func isPhoto(_ key: String) -> Bool {
        RelativePath(key).flatMap { Formats.of(fileExtension: $0.fileExtension) } != nil
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
