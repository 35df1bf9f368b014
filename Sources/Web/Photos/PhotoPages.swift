import Browsing
import Curation
import HTTP
import Media
import Model
import Platform
import StorageAccess
import Store

/// Shows one photo, hands out its files, and edits.
struct PhotoPages: FramedPages {
    let responder: Responder
    let photos: PhotoListing
    let curation: CurationCapability
    let tags: any TagSource
    let files: PhotoFiles

    func answer(_ address: PhotoRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .page(let id): try photo(id, visit)
        case .file(let id, let file): try files.answer(id, file, visit.request.head)
        case .rate(let id): try rate(id, visit)
        case .favorite(let id): try favorite(id, visit)
        case .label(let id): try label(id, visit)
        case .describe(let id): try describe(id, visit)
        case .undo(let id): try undo(id, visit)
        case .bulk: try editMany(visit)
        }
    }

    /// A picture in the cache is answered at once.
    func disposition(of address: PhotoRoute, _ head: RequestHead) -> Disposition? {
        guard case .file(let id, let file) = address else { return nil }
        return files.cached(id, file).map { .inline($0) }
    }

    private func photo(_ id: MediaID, _ visit: Visit) throws -> Response {
        let shown = LibraryFilter(query: visit.request.query.map { (name: $0.name, value: $0.value) })
        let details = try photos.details(of: id, among: shown, neighbours: 6)
        var page = Self.page(details.photo, details.items)
        page.filter = shown
        page.history = details.history.map(\.entry)
        page.previous = details.newer.first.flatMap { MediaID($0.photo.id) }
        page.next = details.older.first.flatMap { MediaID($0.photo.id) }
        page.strip = (details.newer.reversed() + [details.listed] + details.older).compactMap { PhotoTile($0) }
        if visit.query("tags") == "1", let tags = try everyTag(of: page.id) {
            page.tags += tags
            page.areTagsComplete = true
        }
        return try show(page, visit)
    }

    /// What the decoders read of the photo's first file that can be opened; nil when none can.
    private func everyTag(of id: MediaID) throws -> [MetadataTag]? {
        for item in try photos.files(of: id) where item.state == .present {
            // The next copy may lie on a drive that is there.
            guard let file = try? StorageRoot.openFile(item.path, of: item.storage).file else { continue }
            let tags = try self.tags.tags(
                of: OpenFile(descriptor: file, path: item.path, modifiedNanoseconds: item.modifiedNanoseconds))
            return tags.sorted { $0.key < $1.key }.map { name, value in
                let parts = name.split(separator: ".", maxSplits: 1)
                return MetadataTag(
                    group: parts.first.map(String.init) ?? "", name: parts.last.map(String.init) ?? name,
                    value: String(value.prefix(500)))
            }
        }
        return nil
    }

    private static func page(_ photo: PhotoRecord, _ items: [ItemDetails]) -> PhotoPage {
        let first = items.first { $0.state == .present && $0.storage.state != .offline } ?? items.first
        return PhotoPage(
            id: MediaID(photo.id) ?? first.flatMap { MediaID($0.id) } ?? .unknown,
            fileName: first?.path.displayName ?? photo.id, mediaType: photo.mediaType,
            mimeType: first?.mimeType ?? "application/octet-stream", size: photo.shownSize,
            duration: photo.durationSeconds,
            hasPicture: photo.rendition.state != .none, photoTitle: photo.title, caption: photo.caption,
            taken: photo.taken, rating: photo.rating ?? .none, label: photo.label, people: first?.people ?? [],
            keywords: first?.keywords ?? [], camera: first.map { CameraFacts($0.camera) } ?? CameraFacts(),
            coordinate: items.compactMap(\.coordinate).first, copies: items.map(PhotoCopy.init),
            tags: first.map(Self.tags) ?? [], write: Self.write(photo), problem: Self.problem(photo, first))
    }

    private static func write(_ photo: PhotoRecord) -> WriteProgress {
        switch photo.writeState {
        case .clean: .written
        case .pending: .pending(files: photo.copies, reason: "the drive is away or cannot be written")
        case .failed: .failed(reason: photo.writeProblem ?? "the file could not be written", hint: nil)
        }
    }

    private static func problem(_ photo: PhotoRecord, _ first: ItemDetails?) -> PageProblem? {
        if let problem = first?.problem { return PageProblem(.warn, "This file is damaged: \(problem).") }
        if let problem = photo.rendition.problem, photo.rendition.state == .none {
            return PageProblem(.info, "There is no picture of it: \(problem).")
        }
        if let storage = first?.storage, storage.state == .offline {
            return PageProblem(
                .info, "Its drive is away: \(storage.name).", hint: "Connect it to see the original.")
        }
        return nil
    }

    /// Facts of the file for the list of tags.
    private static func tags(_ item: ItemDetails) -> [MetadataTag] {
        let facts: [(String, String)] = [
            ("Type", item.mimeType + (item.isMIMESuspect ? " (by its name)" : "")), ("MD5", item.md5),
            ("SHA-256", item.sha256), ("Orientation", item.orientation > 0 ? "\(item.orientation)" : ""),
        ]
        return facts.filter { !$0.1.isEmpty }.map { MetadataTag(group: "File", name: $0.0, value: $0.1) }
    }
}
