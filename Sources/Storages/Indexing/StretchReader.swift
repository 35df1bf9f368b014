import Engine
import Media
import Model
import Platform
import Store

/// A stretch of the walk with what the workers read of its files.
struct ReadStretch: Sendable {
    let stretch: IndexStretch
    let files: [ReadFile]
    var sidecars: [ChangedSidecar] = []
}

/// One file that was to be read, and what came of it.
struct ReadFile: Sendable {
    let file: FileToRead
    let reading: Reading

    enum Reading: Sendable {
        case facts(Facts)
        /// The file could not be read: an I/O error, a time-out, a worker that died.
        case failed(reason: String, hint: String?)
        /// It disappeared between the walk and the reading.
        case vanished
    }
}

/// Opens the files of a stretch and has them read, by the hash cache where it knows them, else by the workers.
struct StretchReader: Sendable {
    let storage: StorageRecord
    let folder: Folder
    let services: IndexServices
    /// Whether what was read before is good enough for a file with the same time and size.
    let trustsCache: Bool
    let run: OperationRun

    func read(_ stretch: IndexStretch) throws -> ReadStretch {
        guard !stretch.reads.isEmpty else { return ReadStretch(stretch: stretch, files: []) }
        let startedAt = services.time.monotonic
        let changes = try SidecarChanges(stretch.reads, storage: storage.id, folder: folder, store: services.store)
        var readings = [ReadFile.Reading?](repeating: nil, count: stretch.reads.count)
        var open: [(index: Int, file: OpenFile)] = []
        for (index, file) in stretch.reads.enumerated() {
            if trustsCache, let cached = try services.cache.facts(key(file)) {
                readings[index] = .facts(cached)
            } else {
                do {
                    open.append(
                        (
                            index,
                            OpenFile(
                                descriptor: try folder.openFile(file.path), path: file.path,
                                modifiedNanoseconds: file.status.modifiedNanoseconds)
                        ))
                } catch let error as FileError {
                    readings[index] = error.isMissing ? .vanished : .failed(reason: error.reason, hint: error.hint)
                }
            }
        }
        for (opened, result) in zip(open, try services.facts(of: open.map(\.file))) {
            switch result {
            case .success(let facts):
                readings[opened.index] = .facts(facts)
                services.cache.store(facts, for: key(stretch.reads[opened.index]))
            case .failure(let problem):
                readings[opened.index] = .failed(reason: problem.reason, hint: problem.hint)
            }
        }
        readings = try SidecarReader(folder: folder, services: services).overlay(readings, of: stretch.reads)
        run.measure("read", seconds: services.time.monotonic - startedAt, files: stretch.reads.count)
        let files = zip(stretch.reads, readings).map { ReadFile(file: $0, reading: $1 ?? .vanished) }
        return ReadStretch(stretch: stretch, files: files, sidecars: try changes.find(files))
    }

    private func key(_ file: FileToRead) -> HashCacheKey {
        HashCacheKey(
            storage: storage.uuid, path: file.path, modifiedNanoseconds: file.status.modifiedNanoseconds,
            size: file.status.size)
    }
}
