import Model
import Testing

@testable import Web

@Suite struct RouteTests {
    private static func samples() throws -> [Route] {
        let id = try #require(MediaID("20240102_030405_007"))
        let uuid = "6f1c2a34-0000-4000-8000-00000000000a"
        return [
            .dashboard, .photos, .photo(id), .favorites, .search, .storages, .newStorage, .storage(uuid),
            .storageStatistics(uuid), .storageBackup(uuid), .lookup("ab12"),
            .storageLock(uuid),
            .discovery, .startDiscovery, .cancelDiscovery, .addDiscovered, .breakLock(uuid), .api(.discovery),
            .api(.startDiscovery), .api(.cancelDiscovery), .api(.addDiscovered), .api(.storageLock(uuid)),
            .api(.breakLock(uuid)), .operations,
            .operation("7"), .settings, .health, .operationEvents("7"), .asset("css/base.css"), .addStorage,
            .editStorage(uuid), .reindexStorage(uuid), .removeStorage(uuid), .ratePhoto(id), .favoritePhoto(id),
            .labelPhoto(id), .describePhoto(id), .undoChange(id), .editPhotos, .setAppearance, .cleanCache,
            .api(.description), .api(.storages), .api(.photos), .api(.photo(id)), .api(.favorites),
            .api(.setFavorite(id)), .api(.setRating(id)), .api(.setFavorites), .api(.lookup("ab12")), .api(.operations),
            .api(.operation("7")),
            .api(.addStorage), .api(.migrateStorage), .api(.changeStorage(uuid)), .api(.removeStorage(uuid)),
            .api(.reindexStorage(uuid)),
            .api(.editPhotos), .api(.imports), .api(.startImport), .api(.previewImport), .api(.importSession("7")),
            .api(.resumeImport("7")), .conflicts(uuid), .settleConflicts(uuid), .api(.conflicts(uuid)),
            .api(.settleConflicts(uuid)), .imports, .newImport, .importSession("7"), .startImport, .previewImport,
            .cancelPreview, .retryImport("7"), .answerImport("7"), .rollBackImport("7"), .restoreImport("7"),
            .upload(uuid), .startUpload, .receiveFiles(uuid), .previewUpload(uuid), .importUpload(uuid),
            .discardUpload(uuid), .api(.startUpload), .api(.upload(uuid)), .api(.uploadStates(uuid)),
            .api(.receiveFile(uuid)), .api(.importUpload(uuid)), .api(.discardUpload(uuid)),
            .api(.importFiles("7")), .api(.retryImport("7")),
            .api(.answerImport("7")), .api(.rollbackPlan("7")), .api(.rollBackImport("7")), .api(.restoreImport("7")),
        ] + PhotoFile.allCases.map { .photoFile(id, $0) }
            + OperationSteering.allCases.map { .steerOperation("7", $0) }
            + OperationSteering.allCases.map { .api(.steerOperation("7", $0)) }
    }

    private func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    @Test func `every route is parsed from what it prints`() throws {
        for route in try Self.samples() {
            let method: Route.Method = route.isForm ? .post : .get
            #expect(Route.parse(method, components(route.path)) == .route(route), "\(route.path)")
        }
    }

    @Test func `every line of the table has a sample and every path is its own`() throws {
        let samples = try Self.samples()
        for pattern in Route.table {
            #expect(samples.contains { pattern.matches($0, $0.components) }, "\(pattern.text)")
        }
        #expect(Set(samples.map { "\($0.isForm) \($0.path)" }).count == samples.count)
    }

    @Test func `the wrong method names the right one`() throws {
        #expect(Route.parse(.get, ["photos", "bulk"]) == .wrongMethod(allowed: .post))
        #expect(Route.parse(.post, ["operations"]) == .wrongMethod(allowed: .get))
        #expect(Route.parse(.get, ["operations", "7", "pause"]) == .wrongMethod(allowed: .post))
    }

    @Test(arguments: [
        ["nothing"], ["photos", "../etc"], ["photos", "20240102"], ["operations", "a b"], ["operations", ""],
        ["public"], ["public", "..", "Package.swift"], ["public", "css", ".hidden"], ["public", "css", "a/b"],
        ["storages", String(repeating: "a", count: 65)], ["photos", "20240102_030405_007", "thumbs"],
    ])
    func `what is no address is unknown`(path: [String]) {
        #expect(Route.parse(.get, path) == .unknown)
    }

    @Test func `a filter is read from what it prints`() {
        var filter = PhotoFilter()
        filter.search = "beach & \"sun\""
        filter.storage = "6f1c"
        filter.year = 2024
        filter.type = .video
        filter.minimumRating = 3
        filter.isFavorite = true
        filter.importSession = 7
        #expect(PhotoFilter(query: filter.query) == filter)
        #expect(
            Route.photos.link(filter.query)
                == "/photos?q=beach%20%26%20%22sun%22&storage=6f1c&year=2024&type=video&rating=3&favorites=1&import=7")
        #expect(Route.photos.link(PhotoFilter().query) == "/photos")
    }

    @Test func `values without a meaning are left out of a filter`() {
        let filter = PhotoFilter(query: [
            (name: "rating", value: "9"), (name: "year", value: "x"), (name: "type", value: "song"),
            (name: "storage", value: "../a"), (name: "q", value: ""), (name: "other", value: "1"),
            (name: "import", value: "-1"),
        ])
        #expect(filter.isEmpty)
    }
}
