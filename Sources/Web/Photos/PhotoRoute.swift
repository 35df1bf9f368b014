import Model

/// One photo: its page, its files, its forms.
enum PhotoRoute: ResourceRoute {
    case page(MediaID)
    case file(MediaID, PhotoFile)
    case rate(MediaID)
    case favorite(MediaID)
    case label(MediaID)
    case describe(MediaID)
    case undo(MediaID)
    /// Many at once.
    case bulk

    var address: RouteAddress {
        switch self {
        case .page(let id): .get("/photos/\(id)")
        case .file(let id, let file): .get("/photos/\(id)/\(file)")
        case .rate(let id): .post("/photos/\(id)/rating")
        case .favorite(let id): .post("/photos/\(id)/favorite")
        case .label(let id): .post("/photos/\(id)/label")
        case .describe(let id): .post("/photos/\(id)/description")
        case .undo(let id): .post("/photos/\(id)/undo")
        case .bulk: .post("/photos/bulk")
        }
    }

    static let lines: [RouteLine<PhotoRoute>] = [
        .init(page), .init(file), .init(rate), .init(favorite), .init(label), .init(describe), .init(undo),
        .init(.bulk),
    ]
}

/// Which file of a photo an address names.
enum PhotoFile: String, Sendable, CaseIterable, RouteValue {
    /// At most 256 pixels.
    case thumbnail
    /// At most 640 pixels, for the grid.
    case grid
    /// At most 2,048 pixels.
    case preview
    /// The bytes of the photo's first available item.
    case original
}

extension Route {
    static func photo(_ id: MediaID) -> Route { PhotoRoute.page(id).route }
    static func photoFile(_ id: MediaID, _ file: PhotoFile) -> Route { PhotoRoute.file(id, file).route }
    static func ratePhoto(_ id: MediaID) -> Route { PhotoRoute.rate(id).route }
    static func favoritePhoto(_ id: MediaID) -> Route { PhotoRoute.favorite(id).route }
    static func labelPhoto(_ id: MediaID) -> Route { PhotoRoute.label(id).route }
    static func describePhoto(_ id: MediaID) -> Route { PhotoRoute.describe(id).route }
    static func undoChange(_ id: MediaID) -> Route { PhotoRoute.undo(id).route }
    static let editPhotos = PhotoRoute.bulk.route
}
