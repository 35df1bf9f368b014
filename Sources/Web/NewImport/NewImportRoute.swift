/// A new import: its form, its preview, its start.
enum NewImportRoute: ResourceRoute {
    case page, start, preview, cancelPreview

    var address: RouteAddress {
        switch self {
        case .page: .get("/imports/new")
        case .start: .post("/imports")
        case .preview: .post("/imports/preview")
        case .cancelPreview: .post("/imports/preview/cancel")
        }
    }

    static let lines: [RouteLine<NewImportRoute>] = [
        .init(.page), .init(.start), .init(.preview), .init(.cancelPreview),
    ]
}

/// Files that come from a browser, before they are imported.
enum UploadRoute: ResourceRoute {
    case start
    case page(String)
    case receive(String)
    case preview(String)
    case `import`(String)
    case discard(String)

    var address: RouteAddress {
        switch self {
        case .start: .post("/imports/uploads")
        case .page(let id): .get("/imports/uploads/\(id)")
        case .receive(let id): .post("/imports/uploads/\(id)/files")
        case .preview(let id): .post("/imports/uploads/\(id)/preview")
        case .import(let id): .post("/imports/uploads/\(id)/import")
        case .discard(let id): .post("/imports/uploads/\(id)/remove")
        }
    }

    static let lines: [RouteLine<UploadRoute>] = [
        .init(.start), .init(page), .init(receive), .init(preview), .init(`import`), .init(discard),
    ]
}

extension Route {
    static let newImport = NewImportRoute.page.route
    static let startImport = NewImportRoute.start.route
    static let previewImport = NewImportRoute.preview.route
    static let cancelPreview = NewImportRoute.cancelPreview.route
    static let startUpload = UploadRoute.start.route
    static func upload(_ id: String) -> Route { UploadRoute.page(id).route }
    static func receiveFiles(_ id: String) -> Route { UploadRoute.receive(id).route }
    static func previewUpload(_ id: String) -> Route { UploadRoute.preview(id).route }
    static func importUpload(_ id: String) -> Route { UploadRoute.import(id).route }
    static func discardUpload(_ id: String) -> Route { UploadRoute.discard(id).route }
}
