package import Media
import Model
package import Platform

/// What came of reading one file.
package enum FileReading: Sendable {
    case facts(Facts)
    /// It could not be read: an I/O error, a time-out, a worker that died.
    case failed(reason: String, hint: String?)
    /// It disappeared since it was listed.
    case vanished

    package var facts: Facts? {
        guard case .facts(let facts) = self else { return nil }
        return facts
    }
}

/// Reads files, by the hash cache where it knows them, else by the workers.
package struct FactsReader: Sendable {
    private let cache: HashCache
    private let media: any FactsReading

    package init(cache: HashCache, media: any FactsReading) {
        self.cache = cache
        self.media = media
    }

    /// One result for each key, in their order; what workers read goes into the cache.
    ///
    /// - Parameters:
    ///   - isTrusted: whether what the cache knows of the file at this index is good enough.
    ///   - open: opens the file at this index.
    package func read(
        _ keys: [HashCacheKey], isTrusted: (Int, Facts) throws -> Bool, open: (Int) throws -> Descriptor
    ) throws -> [FileReading] {
        var readings = [FileReading?](repeating: nil, count: keys.count)
        var opened: [(index: Int, file: OpenFile)] = []
        let moment = cache.moment()
        let known = try cache.facts(of: keys)
        for (index, key) in keys.enumerated() {
            do {
                if let cached = known[index], try isTrusted(index, cached) {
                    readings[index] = .facts(cached)
                    continue
                }
                let descriptor = try open(index)
                opened.append(
                    (
                        index,
                        OpenFile(
                            descriptor: descriptor, path: key.path, modifiedNanoseconds: key.modifiedNanoseconds)
                    ))
            } catch let error as FileError {
                readings[index] = error.isMissing ? .vanished : .failed(reason: error.reason, hint: error.hint)
            }
        }
        for (file, result) in zip(opened, try facts(of: opened.map(\.file))) {
            switch result {
            case .success(let facts):
                readings[file.index] = .facts(facts)
                cache.store(facts, for: keys[file.index], readSince: moment)
            case .failure(let problem):
                readings[file.index] = .failed(reason: problem.reason, hint: problem.hint)
            }
        }
        return readings.map { $0 ?? .vanished }
    }

    /// What workers read of files that the cache has nothing to do with.
    package func facts(of files: [OpenFile]) throws -> [Result<Facts, FileProblem>] {
        files.isEmpty ? [] : try media.facts(of: files)
    }
}
