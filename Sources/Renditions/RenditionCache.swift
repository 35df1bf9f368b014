import Engine
package import Media
import Model
package import Platform
package import StorageAccess
package import Store

/// Who makes pictures: the pool of workers, or a test's stand-in.
package protocol RenditionMaking: Sendable {
    /// One decoding of each file; one result for each, in their order.
    ///
    /// - Throws: a `Failure` when no worker can be had; what is wrong with a file is in its result.
    func renditions(
        of files: [OpenFile], sizes: RenditionSizes, urgency: Urgency
    ) throws -> [Result<RenditionSet, FileProblem>]
}

extension WorkerPool: RenditionMaking {}

/// The pictures of photos: at the paths of `ShardedCache`, made by the workers when they are absent.
package final class RenditionCache: RenditionSource {
    private let store: LibraryStore
    private let maker: any RenditionMaking
    private let files: [RenditionSize: ShardedCache]
    /// MD5 under which the pictures of a photo lie, for the photos that pages asked for lately.
    private let names = Lock(RecentlyUsed<String, String>(capacity: 20_000))
    private let roots: OpenRoots
    private let gates = DriveGates()
    private let missing: MissingNotices

    /// - Parameter path: the cache folder.
    /// - Throws: `FileError`.
    package init(
        path: String, store: LibraryStore, maker: any RenditionMaking, missing: MissingNotices = MissingNotices(),
        time: any TimeSource = SystemTime()
    ) throws {
        self.store = store
        self.missing = missing
        self.maker = maker
        roots = OpenRoots(time: time)
        files = [
            .thumbnail: try ShardedCache(path: path + "/local/thumbnails", fileExtension: "jpg"),
            .grid: try ShardedCache(path: path + "/local/grid", fileExtension: "jpg"),
            .preview: try ShardedCache(path: path + "/local/previews", fileExtension: "jpg"),
        ]
    }

    package func cached(_ photo: String, _ size: RenditionSize) -> RenditionFile? {
        names.withLock { $0[photo] }.flatMap { open($0, size) }
    }

    package func picture(_ photo: String, _ size: RenditionSize) throws -> RenditionFile {
        guard let record = try store.read({ try PhotoRecord.find(photo, $0) }) else {
            throw RenditionError(photo, "there is no photo with this id", isNotFound: true)
        }
        if let md5 = record.rendition.md5 {
            names.withLock { $0[photo] = md5 }
            if let file = open(md5, size) { return file }
        } else if record.rendition.state == .none {
            throw RenditionError(photo, record.rendition.problem ?? "there is no picture of it", isNotFound: true)
        }
        let made = try make(record, size == .preview ? .preview : .stored)
        // A large picture that cannot be made leaves the smaller ones where they are.
        if made.md5 != nil || record.rendition.md5 == nil { try store.write { try made.save(record.key, $0) } }
        guard let md5 = made.md5 else {
            throw RenditionError(photo, made.problem ?? "there is no picture of it", isNotFound: true)
        }
        names.withLock { $0[photo] = md5 }
        // Where only a smaller picture exists (an embedded preview), it serves for the larger one too.
        guard let file = open(md5, size) ?? open(md5, .grid) else {
            throw RenditionError(photo, "its picture could not be made", isNotFound: true)
        }
        return file
    }

    package func figures(_ size: RenditionSize) throws -> (count: Int, bytes: Int64) {
        try files[size]?.figures() ?? (0, 0)
    }

    private func make(_ photo: PhotoRecord, _ sizes: RenditionSizes) throws -> MadeRendition {
        guard let made = try make([photo], sizes, .interactive).first else { throw RenditionError.unreachable(photo) }
        return try made.get()
    }

    /// Makes the pictures of photos, each from the first of its files that can be read; one result for each, in their
    /// order. One that fails stays without a picture until the next attempt.
    ///
    /// - Throws: `SQLiteError`; a `Failure` when no worker can be had.
    func make(
        _ photos: [PhotoRecord], _ sizes: RenditionSizes, _ urgency: Urgency
    ) throws -> [Result<MadeRendition, any Error>] {
        try roots.using { try attempt(photos, sizes, urgency) }
    }

    private func attempt(
        _ photos: [PhotoRecord], _ sizes: RenditionSizes, _ urgency: Urgency
    ) throws -> [Result<MadeRendition, any Error>] {
        var results = photos.map { Result<MadeRendition, any Error>.failure(RenditionError.unreachable($0)) }
        var copies = try store.read { reading in
            try photos.map { try ItemDetails.all(ofPhoto: $0.key, reading).filter { $0.state == .present }[...] }
        }
        var waiting = Array(photos.indices)
        while !waiting.isEmpty {
            var attempts: [(index: Int, item: ItemDetails, file: OpenFile)] = []
            for index in waiting {
                while let item = copies[index].popFirst() {
                    do {
                        attempts.append((index, item, try open(item)))
                        break
                    } catch { results[index] = .failure(error) }
                }
            }
            let made = try gates.passing(try limits(of: attempts.map(\.item.storage), urgency)) {
                try maker.renditions(of: attempts.map(\.file), sizes: sizes, urgency: urgency)
            }
            waiting = []
            for (attempt, result) in zip(attempts, made) {
                let md5 = photos[attempt.index].rendition.md5 ?? attempt.item.md5
                if case .failure(let problem) = result, problem.isRetryable { waiting.append(attempt.index) }
                results[attempt.index] = Result { try settle(result, md5: md5) }
            }
        }
        return results
    }

    /// Whoever looks at a page does not wait for those who make pictures of many.
    private func limits(of storages: [StorageRecord], _ urgency: Urgency) throws -> [Int64: Int] {
        guard urgency == .batch else { return [:] }
        return try Dictionary(grouping: storages, by: \.id).compactMapValues { same in
            try same.first.map { try store.limits(ReadLimits(readers: .max), of: [roots.open($0)]).readers }
        }
    }

    private func open(_ item: ItemDetails) throws -> OpenFile {
        let (root, path) = (try roots.open(item.storage), item.path)
        do {
            let file = try StorageRoot.ask(item.storage) { try root.openFile(path) }
            return OpenFile(descriptor: file, path: path, modifiedNanoseconds: item.modifiedNanoseconds)
        } catch let error as FileError where error.isMissing {
            missing.note(item)
            throw error
        }
    }

    /// - Throws: `FileError`; the problem, when another attempt may end otherwise.
    private func settle(_ result: Result<RenditionSet, FileProblem>, md5: String) throws -> MadeRendition {
        switch result {
        case .success(let renditions): return try keep(renditions, md5: md5)
        case .failure(let problem) where problem.isRetryable: throw problem
        case .failure(let problem): return MadeRendition(problem: problem.reason)
        }
    }

    private func keep(_ made: RenditionSet, md5: String) throws -> MadeRendition {
        for (size, picture) in [
            (RenditionSize.thumbnail, made.thumbnail), (.grid, made.grid), (.preview, made.preview),
        ] {
            if let picture { try files[size]?.store(picture.jpeg, md5) }
        }
        return MadeRendition(md5: md5, color: made.dominantColor, hash: made.perceptualHash, problem: made.damage)
    }

    private func open(_ md5: String, _ size: RenditionSize) -> RenditionFile? {
        files[size]?.open(md5).map { RenditionFile(file: $0.file, length: $0.length, tag: "\(md5)-\(size.rawValue)") }
    }
}

/// What is written down of a photo's pictures.
struct MadeRendition: Sendable {
    /// nil = there is none.
    var md5: String?
    var color: String?
    var hash: UInt64?
    /// Why there is no picture, or only a damaged one.
    var problem: String?

    func save(_ photo: Int64, _ writing: Writing) throws {
        try PhotoRecord.setRendition(
            photo, md5: md5, color: color, perceptualHash: hash.map { Int64(bitPattern: $0) }, problem: problem,
            writing)
    }
}

/// Why there is no picture of a photo.
package struct RenditionError: Failure {
    package let subject: String?
    package let reason: String
    package let isNotFound: Bool

    init(_ photo: String, _ reason: String, isNotFound: Bool) {
        subject = photo
        self.reason = reason
        self.isNotFound = isNotFound
    }

    static func unreachable(_ photo: PhotoRecord) -> RenditionError {
        RenditionError(photo.id, "none of its files can be reached", isNotFound: false)
    }
}
