import Engine
import Media
import Model
import Platform
import StorageAccess
import Store

/// A stretch of the walk with what the workers read of its files.
struct ReadStretch: Sendable {
    let stretch: IndexStretch
    let files: [ReadFile]
    var sidecars: [ChangedSidecar] = []
    /// Where rows that carry the pictures of these files expect their own.
    var findings: [ItemPlace: SeenPlaces.Finding] = [:]
}

/// One file that was to be read, and what came of it.
struct ReadFile: Sendable {
    let file: FileToRead
    let reading: FileReading
}

/// Opens the files of a stretch and has them read, by the hash cache where it knows them, else by the workers.
struct StretchReader: Sendable {
    let storage: StorageRecord
    let folder: Folder
    let services: IndexServices
    /// Whether what was read before is good enough for a file with the same time and size.
    let trustsCache: Bool
    let run: OperationRun
    /// nil = nothing can have moved.
    let moves: MoveSearch?

    func read(_ stretch: IndexStretch) throws -> ReadStretch {
        let files = stretch.reads
        guard !files.isEmpty else { return ReadStretch(stretch: stretch, files: []) }
        let startedAt = services.time.monotonic
        let changes = try SidecarChanges(files, storage: storage.id, folder: folder, store: services.store)
        let readings = try services.reader.read(
            files.map(key), isTrusted: { _, _ in trustsCache }, open: { try folder.openFile(files[$0].path) })
        let overlaid = try SidecarReader(folder: folder, reader: services.reader)
            .overlay(readings, of: files.map(\.path))
        run.measure("read", seconds: services.time.monotonic - startedAt, files: files.count)
        let read = zip(files, overlaid).map { ReadFile(file: $0, reading: $1) }
        return ReadStretch(
            stretch: stretch, files: read, sidecars: try changes.find(read), findings: try moves?.findings(read) ?? [:])
    }

    private func key(_ file: FileToRead) -> HashCacheKey {
        HashCacheKey(
            storage: storage.uuid, path: file.path, modifiedNanoseconds: file.status.modifiedNanoseconds,
            size: file.status.size)
    }
}
