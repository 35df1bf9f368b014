import HTTP
import Model
import Platform
import StorageAccess
import Storages
import Store

extension Site {
    func storageStatistics(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try services.storages.find(uuid)
        let statistics = try services.store.read { try StorageStatistics.read(storage: storage.id, $0) }
        return try show(StatisticsPage(uuid: storage.uuid, name: storage.name, statistics: statistics), visit)
    }

    func storageBackup(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try services.storages.find(uuid)
        let page = BackupPage(
            facts: try facts(of: storage, running: nil), parts: Self.parts(of: storage),
            library: services.about.first { $0.name == "Library folder" }?.value ?? "")
        return try show(page, visit)
    }

    /// Seed 2, "Backup Strategy".
    private static func parts(of storage: StorageRecord) -> [BackupPage.Part] {
        // Of a storage that is away the sizes are not known; what belongs into a backup is.
        let folder = try? StorageRoot.open(storage).folder
        func part(_ name: String, _ isNeeded: Bool, _ purpose: String) -> BackupPage.Part {
            BackupPage.Part(
                name: name, isNeeded: isNeeded, purpose: purpose,
                bytes: folder.flatMap { folder in RelativePath(name).flatMap { size(of: $0, in: folder) } })
        }
        return [
            BackupPage.Part(
                name: "*", isNeeded: true,
                purpose: "Photos, videos and sidecars: \(Numbers.count(storage.fileCount, "file")).",
                bytes: storage.totalSize),
            part(StorageFiles.signature, true, "Which storage this is: its name, notes and tags."),
            part(StorageFiles.masterIndex, true, "The catalog of all files."),
            part(StorageFiles.sessions, false, "What came from where, import by import."),
            part(StorageFiles.own, false, "The trash and the plans of unfinished work."),
        ]
    }

    /// Bytes of a file, or of all files in a folder; nil when it is not there or cannot be read.
    private static func size(of path: RelativePath, in folder: Folder) -> Int64? {
        // A size is for orientation only.
        guard let status = try? folder.status(of: path) else { return nil }
        guard status.kind == .folder else { return status.size }
        guard let inside = try? folder.openFolder(path), let tree = try? FileTree(root: inside) else { return nil }
        var sum: Int64 = 0
        for entry in tree { if case .file(let status) = entry.finding { sum += status.size } }
        return sum
    }
}
