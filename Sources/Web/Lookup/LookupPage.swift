import Browsing
import Model
import Templating

/// Where a picture or file lies: `/lookup/{hash}`.
struct LookupPage: PageModel {
    var hash: String
    var copies: [FoundCopy]

    var title: String { Numbers.count(copies.count, "copy", "copies") }
    var place: Place? { .storages }
    var template: String { "lookup/show" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "LIST_HREF": .text(Route.storages.path), "HEADING": .text(title), "HASH": .text(hash),
            "HASH_KIND": .text(kind), "COPIES": .section(copies.map { Self.row($0, context) }),
            "PHOTOS": .section(photos.map(Self.photo)),
        ]
    }

    private var kind: String {
        switch copies.first?.matched {
        case "picture_hash": "Picture hash"
        case "md5": "MD5"
        default: "SHA-256"
        }
    }

    /// Each photo once, in the order of its first copy.
    private var photos: [MediaID] {
        var seen: Set<String> = []
        return copies.compactMap(\.photo_id).filter { seen.insert($0).inserted }.compactMap { MediaID($0) }
    }

    private static func photo(_ id: MediaID) -> TemplateValue {
        [
            "PHOTO_HREF": .text(Route.photo(id).path), "PHOTO_PICTURE": .text(Route.photoFile(id, .thumbnail).path),
        ]
    }

    private static func row(_ copy: FoundCopy, _ context: PageContext) -> TemplateValue {
        [
            "COPY_HREF": .text(Route.storage(copy.storage_uuid).path), "COPY_STORAGE": .text(copy.storage_name),
            "COPY_PATH": PathText(copy.relative_path).content, "COPY_STATE": .text(word(copy.state)),
            "COPY_TONE": .text(copy.isReachable ? "good" : copy.state == .offline ? "warn" : "bad"),
            "COPY_SEEN": context.times.content(copy.lastSeen), "COPY_IS_AWAY": .when(copy.lastSeen != nil),
            "COPY_SIZE": .text(Numbers.bytes(copy.size)),
        ]
    }

    private static func word(_ state: FoundCopy.State) -> String {
        switch state {
        case .online: "Online"
        case .readOnly: "Read-only"
        case .offline: "Offline"
        case .missing: "Missing"
        case .trashed: "In the trash"
        }
    }
}
