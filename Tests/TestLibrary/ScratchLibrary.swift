package import Composition
package import Engine
package import Media
package import MetadataWrite
import Model
import Platform
import Renditions
import StorageAccess
package import Store
package import TestSupport

/// A library as the program has it, in a temporary folder; its files are read by stand-ins, its clock stands still.
package final class ScratchLibrary: Sendable {
    package let home: TemporaryFolder
    package let library: OpenLibrary
    package let reading = FakeReading()
    package let time = ManualTime()
    package var store: LibraryStore { library.store }
    package var board: OperationBoard { library.board }

    /// - Parameters:
    ///   - inspector: compares edited copies.
    ///   - exifTool: nil = what is edited goes to sidecars.
    package init(
        inspector: any CopyInspector = NoInspector(), tags: any TagSource = NoTags(), exifTool: String? = nil
    ) throws {
        home = try TemporaryFolder()
        let parts = LibraryParts(
            facts: reading, pictures: NoPictures(), inspector: inspector, tags: tags,
            exifTool: exifTool.map { ExifTool(executable: $0) }, time: time)
        library = try OpenLibrary(data: home.path + "/library", pictures: home.path + "/pictures", parts: parts)
    }

    /// Makes a signed folder in the home folder, and its row.
    package func makeStorage(_ name: String) throws -> StorageRecord {
        let folder = try Folder(path: home.makeFolder(name))
        let signature = StorageSignature(
            storageUUID: UUIDText.random(), displayName: name, createdAt: "2024-01-01T00:00:00Z")
        try SafeFile.replaceContents(of: Array(StorageSignature.fileName.utf8), in: folder, with: signature.bytes)
        var record = StorageRecord(
            uuid: signature.storageUUID, name: name, root: try folder.canonicalPath(), state: .online,
            createdAt: signature.createdAt, hasSignature: true)
        let row = record
        record.id = try store.write { try row.insert($0) }
        return record
    }
}

/// No pictures at all.
package struct NoPictures: RenditionMaking {
    package init() {}

    package func renditions(
        of files: [OpenFile], sizes: RenditionSizes, urgency: Urgency
    ) throws -> [Result<RenditionSet, FileProblem>] {
        files.map { .failure(FileProblem($0.path.display, "there is no picture of it")) }
    }
}

/// Knows no tags.
package struct NoTags: TagSource {
    package init() {}

    package func tags(of file: OpenFile) throws -> [String: String] { [:] }
}

/// Nothing is edited where this stands.
package struct NoInspector: CopyInspector {
    package init() {}

    package func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection {
        throw FileProblem(file.path.display, "this library edits nothing")
    }

    package func decodingProblem(of file: OpenFile) throws -> String? { "this library decodes nothing" }
}
