import Engine
package import Media
import Model
package import Platform
import SQLite
package import Store

/// Who makes pictures: the pool of workers, or a test's stand-in.
package protocol RenditionMaking: Sendable {
    /// One decoding of one file.
    ///
    /// - Throws: a `Failure` when no worker can be had; what is wrong with the file is in the result.
    func renditions(
        of file: OpenFile, sizes: RenditionSizes, urgency: Urgency
    ) throws -> Result<Renditions, FileProblem>
}

/// The pictures of photos: at seed 1's cache paths, made by the workers when they are absent.
package final class RenditionCache: RenditionSource {
    private let store: LibraryStore
    private let maker: any RenditionMaking
    private let files: [RenditionSize: ShardedCache]
    /// MD5 under which the pictures of a photo lie, for the photos that pages asked for lately.
    private let names = Lock(RecentlyUsed<String, String>(capacity: 20_000))
    private let roots: OpenRoots

    /// - Parameter path: the cache folder.
    /// - Throws: `FileError`.
    package init(
        path: String, store: LibraryStore, maker: any RenditionMaking, time: any TimeSource = SystemTime()
    ) throws {
        self.store = store
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
        let made = try make(record, size == .preview ? .preview : .stored, .interactive)
        try store.write { try made.save(record.key, $0) }
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

    /// Makes the pictures of a photo from the first of its files that can be opened.
    ///
    /// - Throws: a `Failure` when none can be opened now: the photo stays without a picture until it can.
    func make(_ photo: PhotoRecord, _ sizes: RenditionSizes, _ urgency: Urgency) throws -> MadeRendition {
        let items = try store.read { try ItemDetails.all(ofPhoto: photo.key, $0) }.filter { $0.state == .present }
        var problem: any Error = RenditionError(photo.id, "none of its files can be reached", isNotFound: false)
        for item in items {
            do {
                let file = try roots.open(item.storage).openFile(item.path)
                let open = OpenFile(
                    descriptor: file, path: item.path, modifiedNanoseconds: item.modifiedNanoseconds)
                switch try maker.renditions(of: open, sizes: sizes, urgency: urgency) {
                case .success(let renditions): return try keep(renditions, md5: photo.rendition.md5 ?? item.md5)
                case .failure(let failure) where failure.isRetryable: throw failure
                case .failure(let failure): return MadeRendition(problem: failure.reason)
                }
            } catch { problem = error }
        }
        throw problem
    }

    private func keep(_ made: Renditions, md5: String) throws -> MadeRendition {
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

    func save(_ photo: Int64, _ connection: Connection) throws {
        try PhotoRecord.setRendition(
            photo, md5: md5, color: color, perceptualHash: hash.map { Int64(bitPattern: $0) }, problem: problem,
            connection)
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
}
