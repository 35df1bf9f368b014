package import Engine
import Media
import Model
import Platform
package import Store

/// Makes the pictures of every photo that has none yet (`thumbnails`), newest first.
package struct ThumbnailsWork: OperationWork {
    private let store: LibraryStore
    private let cache: RenditionCache
    private let makers: Int

    /// - Parameter makers: threads that wait for workers.
    package init(store: LibraryStore, cache: RenditionCache, makers: Int) {
        self.store = store
        self.cache = cache
        self.makers = makers
    }

    /// What to hand to the board.
    package static let request = OperationRequest(kind: .thumbnails, title: "Make thumbnails", storage: nil)

    package var claims: [Claim] { [.library(.shared)] }

    package func check() throws {}

    /// Photos of one message to a worker: a page waits for a worker no longer than these take.
    private static let together = 4

    /// Photos at most between two commits, after which the pages see their pictures.
    private static let mostUncommitted = 50

    private struct Made: Sendable {
        let photo: PhotoRecord
        let result: Result<MadeRendition, any Error>
    }

    package func process(_ run: OperationRun) throws -> OperationOutcome {
        run.setPhase("Making pictures")
        // Photos that an index run adds behind the first pass are found by the next.
        while true {
            let waiting = try store.read { try PhotoRecord.countWithoutRendition($0) }
            run.setTotal(run.progress.processed + waiting)
            let made = try pass(run)
            if run.shouldStop { return .stopped }
            if made == 0 { return .finished }
        }
    }

    /// - Returns: how many photos got a picture or a reason why not.
    private func pass(_ run: OperationRun) throws -> Int {
        var settled = 0
        var batch: [Made] = []
        let (store, cache) = (store, cache)
        let interval = min(run.checkpointInterval, Self.mostUncommitted)
        let pipeline = OrderedPipeline<[PhotoRecord], [Made]>(workers: makers, capacity: makers * 2)
        try pipeline.run(
            produce: { emit in
                var cursor: (taken: Int64, key: Int64)?
                while true {
                    let photos = try store.read {
                        try PhotoRecord.withoutRendition(before: cursor?.taken, key: cursor?.key, limit: 200, $0)
                    }
                    guard let last = photos.last else { return }
                    cursor = (last.taken.local, last.key)
                    for start in stride(from: 0, to: photos.count, by: Self.together) {
                        guard emit(Array(photos[start...].prefix(Self.together))) else { return }
                    }
                }
            },
            transform: { photos in
                zip(photos, try cache.make(photos, .stored, .batch)).map { Made(photo: $0, result: $1) }
            },
            consume: { made in
                batch += made
                if batch.count >= interval { settled += try commit(&batch, run) }
                return !run.shouldStop
            })
        return settled + (try commit(&batch, run))
    }

    /// The path of a file of the photo where something is to be said of it; else what is at hand.
    private func name(of made: Made) throws -> String {
        if case .success(let rendition) = made.result, rendition.problem == nil {
            return made.photo.title ?? made.photo.id
        }
        let items = try store.read { try ItemDetails.all(ofPhoto: made.photo.key, $0) }
        return items.first?.path.display ?? made.photo.id
    }

    private func commit(_ batch: inout [Made], _ run: OperationRun) throws -> Int {
        guard !batch.isEmpty else { return 0 }
        var step = OperationRun.Step()
        var rows: [(Int64, MadeRendition)] = []
        for made in batch {
            let name = try name(of: made)
            step.lastFile = name
            switch made.result {
            case .success(let rendition):
                rows.append((made.photo.key, rendition))
                step.tally.count(rendition.md5 == nil ? .rejected : .imported)
                if let problem = rendition.problem {
                    step.problems.append(OperationProblem(path: name, fate: .rejected, reason: problem))
                }
            case .failure(let error):
                step.tally.count(.ignored)
                step.problems.append(
                    OperationProblem(
                        path: name, fate: .ignored, reason: "\(error)", hint: (error as? any Failure)?.hint))
            }
        }
        batch = []
        let written = rows
        try run.commit(step) { connection in
            for (key, rendition) in written { try rendition.save(key, connection) }
        }
        return rows.count
    }
}
