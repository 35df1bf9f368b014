package import Browsing
package import Model
package import Templating

/// One photo: `/photos/{id}`.
package struct PhotoPage: PageModel {
    package var id: MediaID
    /// Name of the first available file.
    package var fileName: String
    package var mediaType: MediaType
    /// `image/jpeg`, for the video element.
    package var mimeType: String
    /// Pixels as shown, orientation applied.
    package var size: (width: Int, height: Int)?
    package var duration: Double?
    package var dominantColor: UInt32?
    /// Whether there is a picture to show, or will be.
    package var hasPicture = true
    package var photoTitle: String?
    package var caption: String?
    package var taken: CaptureDate?
    package var rating: Rating
    package var label: String?
    package var people: [String] = []
    package var keywords: [String] = []
    package var camera = CameraFacts()
    package var coordinate: Coordinate?
    package var copies: [PhotoCopy]
    /// Tags of the file, by their names.
    package var tags: [MetadataTag] = []
    /// Whether every tag was read from the file (`tags=1`); otherwise a link offers to.
    package var areTagsComplete = false
    /// Newest first.
    package var history: [HistoryEntry] = []
    /// What stands between the last change and the files.
    package var write = WriteProgress.written
    /// Why the picture cannot be shown in full: damaged, offline, no thumbnail.
    package var problem: PageProblem?
    /// Neighbours in the grid the photo was opened from, newer and older.
    package var previous: MediaID?
    package var next: MediaID?
    /// Some photos around this one in that order, for the strip; may be empty.
    package var strip: [PhotoTile] = []
    /// The filter of that grid, from the query of the request.
    package var filter = LibraryFilter()

    package init(
        id: MediaID, fileName: String, mediaType: MediaType, mimeType: String, rating: Rating, copies: [PhotoCopy]
    ) {
        self.id = id
        self.fileName = fileName
        self.mediaType = mediaType
        self.mimeType = mimeType
        self.rating = rating
        self.copies = copies
    }

    package var title: String { photoTitle.flatMap { $0.isEmpty ? nil : $0 } ?? fileName }
    package var place: Place? { filter.isFavorite ? .favorites : .library }
    package var template: String { "photos/show" }

    package func value(_ context: PageContext) -> TemplateValue {
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
package struct CameraFacts: Sendable, Hashable {
    package var make: String?
    package var model: String?
    package var lens: String?
    /// Millimetres.
    package var focalLength: Double?
    package var fNumber: Double?
    /// Seconds as `1/250` or `2.5`.
    package var exposureTime: String?
    package var iso: Int?

    package init() {}
}

/// Whether the last change of rating, label or texts stands in every file.
package enum WriteProgress: Sendable, Hashable {
    case written
    /// Waits for so many files: the storage is away or read-only, or the write just runs.
    case pending(files: Int, reason: String)
    case failed(reason: String, hint: String?)
}
