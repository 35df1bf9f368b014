import HTTP
import Model
import Platform
import StorageAccess
import Storages
import Store

/// Reports about one storage, and who writes to it.
extension StoragePages {
    func statistics(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try storages.actions.find(uuid)
        let statistics = try storages.listing.statistics(of: storage)
        return try show(StatisticsPage(uuid: storage.uuid, name: storage.name, statistics: statistics), visit)
    }

    func backup(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try storages.actions.find(uuid)
        let page = BackupPage(
            facts: try facts.read(storage, running: nil), parts: Self.parts(of: storage),
            library: libraryFolder)
        return try show(page, visit)
    }

    /// What a backup needs, and what can be made again (docs/interface.md, "Files in a storage that others read").
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

    func lock(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try storages.actions.find(uuid)
        return try show(
            StorageLockPage(uuid: storage.uuid, name: storage.name, lock: try storages.listing.lock(uuid)),
            visit)
    }

    func breakLock(_ uuid: String, _ visit: Visit) throws -> Response {
        do {
            let lock = try storages.listing.breakLock(uuid)
            return redirect(
                to: .storageLock(uuid), visit,
                lock.state == .free ? Flash(.good, "The lock was broken.") : Flash(.warn, "Somebody else has it now."))
        } catch let error as Refusal where !error.isNotFound {
            let storage = try storages.actions.find(uuid)
            var page = StorageLockPage(uuid: uuid, name: storage.name, lock: try storages.listing.lock(uuid))
            page.problem = PageProblem(error)
            return try show(page, visit, .conflict)
        }
    }
}
