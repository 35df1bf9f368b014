import Browsing
import Composition
import Curation
import HTTP
import Media
import Model
import Platform
import StorageAccess
import Store

extension Site {
    func photo(_ id: MediaID, _ visit: Visit) throws -> Response {
        let shown = LibraryFilter(query: visit.request.query.map { (name: $0.name, value: $0.value) })
        let filter = try library.reading.photos.rows(of: shown)
        var page = try services.store.read { connection in
            guard let photo = try PhotoRecord.find(id.text, connection) else { throw Refusal.unknown(id) }
            let items = try ItemDetails.all(ofPhoto: photo.key, connection)
            var page = Self.page(photo, items)
            page.filter = shown
            page.history = try HistoryRecord.all(ofPhoto: photo.key, limit: 50, connection).map(\.entry)
            let query = try PhotoQuery(filter, connection)
            let newer = try query.photos(beyond: photo.cursor, .newer, limit: 6, connection)
            let older = try query.photos(beyond: photo.cursor, .older, limit: 6, connection)
            page.previous = newer.first.flatMap { MediaID($0.id) }
            page.next = older.first.flatMap { MediaID($0.id) }
            page.strip = try TileReader(connection).tiles(newer.reversed() + [photo] + older)
            return page
        }
        if visit.query("tags") == "1", let tags = try everyTag(of: page.id) {
            page.tags += tags
            page.areTagsComplete = true
        }
        return try show(page, visit)
    }

    /// What the decoders read of the photo's first file that can be opened; nil when none can.
    private func everyTag(of id: MediaID) throws -> [MetadataTag]? {
        let items = try services.store.read { connection in
            try PhotoRecord.find(id.text, connection).map { try ItemDetails.all(ofPhoto: $0.key, connection) } ?? []
        }
        for item in items where item.state == .present {
            // The next copy may lie on a drive that is there.
            guard let file = try? StorageRoot.openFile(item.path, of: item.storage).file else { continue }
            let tags = try services.tags.tags(
                of: OpenFile(
                    descriptor: file, path: item.path, modifiedNanoseconds: item.modifiedNanoseconds))
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
        var page = PhotoPage(
            id: MediaID(photo.id) ?? first.flatMap { MediaID($0.id) } ?? .unknown,
            fileName: first?.path.displayName ?? photo.id, mediaType: photo.mediaType,
            mimeType: first?.mimeType ?? "application/octet-stream", rating: photo.rating ?? .none,
            copies: items.map(PhotoCopy.init))
        if let width = photo.width, let height = photo.height, width > 0, height > 0 { page.size = (width, height) }
        page.duration = photo.durationSeconds
        page.hasPicture = photo.rendition.state != .none
        page.dominantColor = photo.rendition.dominantColor.flatMap { UInt32($0.dropFirst(), radix: 16) }
        page.photoTitle = photo.title
        page.caption = photo.caption
        page.taken = photo.taken
        page.label = photo.label
        page.people = first?.people ?? []
        page.keywords = first?.keywords ?? []
        page.camera = first.map { CameraFacts($0.camera) } ?? CameraFacts()
        page.coordinate = items.compactMap(\.coordinate).first
        page.tags = first.map(Self.tags) ?? []
        page.write = Self.write(photo)
        page.problem = Self.problem(photo, first)
        return page
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

extension MediaID {
    /// Never an item's.
    static let unknown = MediaID(second: "00010101_000000", ordinal: 0) ?? .zero
    private static let zero: MediaID = {
        guard let id = MediaID("00000000_000000_000") else {
            preconditionFailure("an identifier of zeros has the shape")
        }
        return id
    }()
}

extension PhotoCopy {
    init(_ item: ItemDetails) {
        self.init(
            storage: StorageName(uuid: item.storage.uuid, name: item.storage.name), state: item.storage.state,
            path: item.path, size: item.size)
        modified = Double(item.modifiedNanoseconds) / 1e9
        sha256 = item.sha256
        problem = item.state == .missing ? "the file is missing" : item.problem
    }
}

extension CameraFacts {
    init(_ camera: ItemDetails.Camera) {
        self.init()
        make = camera.make.isEmpty ? nil : camera.make
        model = camera.model.isEmpty ? nil : camera.model
        lens = camera.lens.isEmpty ? nil : camera.lens
        focalLength = camera.focalLength > 0 ? camera.focalLength : nil
        fNumber = camera.fNumber > 0 ? camera.fNumber : nil
        exposureTime = camera.exposureTime.isEmpty ? nil : camera.exposureTime
        iso = camera.iso > 0 ? camera.iso : nil
    }
}

extension HistoryRecord {
    /// One line of the photo's history.
    var entry: HistoryEntry {
        let (old, new) = (oldValue ?? "none", newValue ?? "none")
        let text =
            switch field {
            case .rating: "Rating changed from \(old) to \(new)"
            case .label: "Label changed from \(old) to \(new)"
            default:
                newValue == nil ? "\(field.heading) removed" : "\(field.heading) changed to “\(new)”"
            }
        return HistoryEntry(
            at: ISO8601.parse(changedAt) ?? 0, text: undoneAt == nil ? text : text + " (undone)",
            undoID: undoneAt == nil ? String(id) : nil)
    }
}

extension PhotoEdit.Field {
    /// Its word at the beginning of a line.
    var heading: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
