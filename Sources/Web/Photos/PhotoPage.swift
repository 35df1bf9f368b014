import Browsing
import Model
import Templating

/// One photo: `/photos/{id}`.
struct PhotoPage: PageModel {
    var id: MediaID
    /// Name of the first available file.
    var fileName: String
    var mediaType: MediaType
    /// `image/jpeg`, for the video element.
    var mimeType: String
    /// Pixels as shown, orientation applied.
    var size: (width: Int, height: Int)?
    var duration: Double?
    /// Whether there is a picture to show, or will be.
    var hasPicture = true
    var photoTitle: String?
    var caption: String?
    var taken: CaptureDate?
    var rating: Rating
    var label: String?
    var people: [String] = []
    var keywords: [String] = []
    var camera = CameraFacts()
    var coordinate: Coordinate?
    var copies: [PhotoCopy]
    /// Tags of the file, by their names.
    var tags: [MetadataTag] = []
    /// Whether every tag was read from the file (`tags=1`); otherwise a link offers to.
    var areTagsComplete = false
    /// Newest first.
    var history: [HistoryEntry] = []
    /// What stands between the last change and the files.
    var write = WriteProgress.written
    /// Why the picture cannot be shown in full: damaged, offline, no thumbnail.
    var problem: PageProblem?
    /// Neighbours in the grid the photo was opened from, newer and older.
    var previous: MediaID?
    var next: MediaID?
    /// Some photos around this one in that order, for the strip; may be empty.
    var strip: [PhotoTile] = []
    /// The filter of that grid, from the query of the request.
    var filter = LibraryFilter()

    var title: String { photoTitle.flatMap { $0.isEmpty ? nil : $0 } ?? fileName }
    var place: Place? { filter.isFavorite ? .favorites : .library }
    var template: String { "photos/show" }

    func value(_ context: PageContext) -> TemplateValue {
        stage.merging(panel(context))
    }

    /// The picture and what stands around it.
    private var stage: TemplateValue {
        let poster = Route.photoFile(id, .preview).path
        let picture: TemplateValue = [
            "SOURCE": .text(poster), "POSTER": .optional(hasPicture ? poster : nil),
            "ORIGINAL_SOURCE": .text(Route.photoFile(id, .original).path),
            "WIDTH": .number(size?.width ?? 1500), "HEIGHT": .number(size?.height ?? 1000),
            "ALT": .text(taken.map { "\(title), \(Times.taken($0))" } ?? title), "MIME_TYPE": .text(mimeType),
        ]
        return [
            "HEADING": .text(title), "PHOTO_ID": .text(id.text), "BACK_HREF": .text(grid),
            "PREVIOUS": .when(neighbour(previous)), "NEXT": .when(neighbour(next)),
            "IS_PICTURE": .when(mediaType == .photo && hasPicture ? picture : nil),
            "MISSING": .optional(mediaType == .photo && !hasPicture ? fileName : nil),
            "IS_VIDEO": .when(mediaType == .video ? picture : nil),
            "ORIGINAL": .text(Route.photoFile(id, .original).path), "PROBLEM": problem.content,
            "STRIP": .section(
                strip.map { tile in tile.value(filter.query).merging(["IS_HERE": .when(tile.id == id)]) }),
            "HAS_STRIP": .when(strip.count > 1),
        ]
    }

    private var grid: String {
        if filter.search != nil { return Route.search.link(filter.query) }
        return (filter.isFavorite ? Route.favorites : Route.photos).link(
            filter.query.filter { $0.name != "favorites" })
    }

    /// The same page with every tag of the file.
    var readTags: String { Route.photo(id).link(filter.query + [(name: "tags", value: "1")]) + "#tags" }

    private func neighbour(_ id: MediaID?) -> TemplateValue? {
        id.map { id in
            [
                "NEIGHBOUR_HREF": .text(Route.photo(id).link(filter.query)),
                "NEIGHBOUR_PICTURE": .optional(
                    strip.first { $0.id == id }?.hasPicture ?? true ? Route.photoFile(id, .preview).path : nil),
            ]
        }
    }
}

/// What is known of the camera.
struct CameraFacts: Sendable, Hashable {
    var make: String?
    var model: String?
    var lens: String?
    /// Millimetres.
    var focalLength: Double?
    var fNumber: Double?
    /// Seconds as `1/250` or `2.5`.
    var exposureTime: String?
    var iso: Int?
}

/// Whether the last change of rating, label or texts stands in every file.
enum WriteProgress: Sendable, Hashable {
    case written
    /// Waits for so many files: the storage is away or read-only, or the write just runs.
    case pending(files: Int, reason: String)
    case failed(reason: String, hint: String?)
}
