import Engine
import Glibc
import Media
import Model
import Platform
import StorageAccess
import Store

/// Looks whether rows that carry the picture of a new or changed file have lost their own: then the file has moved.
///
/// A copy, whose first file lies where it lay, is no move; neither is what lies on a drive that is away.
final class MoveSearch: Sendable {
    private struct Root: Sendable {
        let uuid: String
        let folder: Folder
    }

    private let services: IndexServices
    /// The roots of storages that could be opened in this run; nil = away. Held open, so that a drive that goes away
    /// does not look empty.
    private let roots: Lock<[Int64: Root?]>

    init(storage: StorageRecord, folder: Folder, services: IndexServices) {
        self.services = services
        roots = Lock([storage.id: Root(uuid: storage.uuid, folder: folder)])
    }

    /// What lies where such rows expect their files; places that hold what they should are left out.
    func findings(_ files: [ReadFile]) throws -> [ItemPlace: SeenPlaces.Finding] {
        let looked = files.compactMap(Self.factsToLookFor)
        guard !looked.isEmpty else { return [:] }
        let carried = try services.store.read { connection in
            try looked.flatMap { facts in
                let hash = facts.pictureHash.value
                return try MoveCandidate.all(ofFile: facts.digests.sha256, picture: hash, connection)
                    .map { (hash: hash, item: $0) }
            }
        }
        var findings: [ItemPlace: SeenPlaces.Finding] = [:]
        for (hash, item) in carried where findings[item.place] == nil {
            findings[item.place] = try look(for: item, picture: hash)
        }
        return findings
    }

    /// Of a file that is new or has another content than its row.
    private static func factsToLookFor(_ file: ReadFile) -> Facts? {
        guard case .facts(let facts) = file.reading, facts.mediaType != nil,
            file.file.knownSHA256 != facts.digests.sha256
        else { return nil }
        return facts
    }

    /// - Returns: nil when the picture is there, or when that cannot be told.
    private func look(for item: MoveCandidate, picture: String) throws -> SeenPlaces.Finding? {
        guard let root = try root(of: item.place.storage) else { return nil }
        do {
            guard let status = try root.folder.status(of: item.place.path), status.kind == .file else {
                return .nothing
            }
            let isSame = status.size == item.size && status.modifiedNanoseconds == item.modifiedNanoseconds
            guard !isSame, let other = try self.picture(at: item.place.path, status, root), other != picture else {
                return nil
            }
            return .file(size: status.size, modifiedNanoseconds: status.modifiedNanoseconds)
        } catch let error as FileError {
            // A file took the place of the folder.
            return error.code == ENOTDIR ? .nothing : nil
        }
    }

    /// The picture of the file that lies there now; what is read is known when the walk comes by. nil = unreadable.
    private func picture(at path: RelativePath, _ status: FileStatus, _ root: Root) throws -> String? {
        let key = HashCacheKey(
            storage: root.uuid, path: path, modifiedNanoseconds: status.modifiedNanoseconds, size: status.size)
        let reading = try services.reader.read(
            [key], isTrusted: { _, _ in true }, open: { _ in try root.folder.openFile(path) })
        return reading.first?.facts?.pictureHash.value
    }

    private func root(of storage: Int64) throws -> Root? {
        if let known = roots.withLock({ $0[storage] }) { return known }
        let record = try services.store.read { try StorageRecord.find(id: storage, $0) }
        // A storage that cannot be opened is away: what lies there is not known.
        let root = record.flatMap { record in
            (try? StorageRoot.open(record)).map { Root(uuid: record.uuid, folder: $0.folder) }
        }
        roots.withLock { $0[storage] = .some(root) }
        return root
    }
}
