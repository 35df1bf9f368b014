import Model
package import Platform
import StorageAccess
import StorageFormats

/// A folder `imalink_*` with `index.json`, which becomes a storage.
package struct LegacyFolder: Sendable {
    package let displayName: String
    /// Files that its index lists.
    package let fileCount: Int
    private let createdAt: String?
    private let notes: String

    private static let remarks = "metadata.txt"
    /// No more is taken over; the files themselves stay where they are.
    private static let longestNotes = 100_000

    /// Looks at a folder.
    ///
    /// - Parameter name: of the folder, for display.
    /// - Returns: nil when it has no index.
    /// - Throws: `FormatError` for an `index.json` of something else, `FileError`.
    package init?(_ folder: Folder, name: String) throws {
        guard let index = try LegacyIndex.read(in: folder) else { return nil }
        displayName = index.displayName(folder: name)
        fileCount = index.fileCount
        createdAt = index.creationTime(folder: name)
        notes = try Self.notes(index, in: folder)
    }

    /// The signature that makes it a storage.
    func signature(now: String) -> StorageSignature {
        var signature = StorageSignature(
            storageUUID: UUIDText.random(), displayName: displayName, createdAt: createdAt ?? now, notes: notes)
        signature.otherFields = [.init("migrated_from", .string("legacy_v0"))]
        return signature
    }

    /// What the owner had written down, and the fields that no other place was found for.
    private static func notes(_ index: LegacyIndex, in folder: Folder) throws -> String {
        var parts = ["Migrated from legacy storage"]
        if let name = RelativePath(remarks), let status = try folder.status(of: name), status.kind == .file {
            let bytes = try folder.openFile(name).readAll(limit: longestNotes)
            let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: "\n")
            if !text.isEmpty { parts.append(text) }
        }
        let fields = index.otherFields.map { field in
            if case .string(let text) = field.value { return "\(field.key): \(text)" }
            return "\(field.key): \(field.value.text(indent: ""))"
        }
        if !fields.isEmpty { parts.append(fields.joined(separator: "\n")) }
        return String(parts.joined(separator: "\n\n").prefix(longestNotes))
    }
}
