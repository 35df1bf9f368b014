import Browsing
import Engine
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
            .discovery, .startDiscovery, .cancelDiscovery, .addDiscovered, .breakLock(uuid), .operations,
            .operation("7"), .settings, .health, .operationEvents("7"), .asset("css/base.css"), .addStorage,
            .editStorage(uuid), .reindexStorage(uuid), .removeStorage(uuid), .ratePhoto(id), .favoritePhoto(id),
            .labelPhoto(id), .describePhoto(id), .undoChange(id), .editPhotos, .setAppearance, .cleanCache,
            .apiDescription,
            .conflicts(uuid), .settleConflicts(uuid), .imports, .newImport, .importSession("7"), .startImport,
            .previewImport,
            .cancelPreview, .retryImport("7"), .answerImport("7"), .rollBackImport("7"), .restoreImport("7"),
            .upload(uuid), .startUpload, .receiveFiles(uuid), .previewUpload(uuid), .importUpload(uuid),
            .discardUpload(uuid),
        ] + PhotoFile.allCases.map { .photoFile(id, $0) }
            + Steering.allCases.map { .steerOperation("7", $0) }
    }

    @Test func `the value in the path of a call must be one that it takes`() {
        #expect(Route.parse(.post, ["api", "operations", "7", "dance"]) == .unknown)
        #expect(Route.parse(.get, ["api", "photos", "not an id"]) == .unknown)
        #expect(
            Route.parse(.post, ["api", "storages", "discovery"]) != Route.parse(.post, ["api", "storages", "6f1c"]))
        #expect(Route.parse(.get, ["api", "storages", "6f1c", "reindex"]) == .wrongMethod(allowed: .post))
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
        for line in CallTable.lines {
            let values = line.address.keys.map { key -> String in
                if case .choice(let words)? = line.fields.first(where: { $0.key == key })?.kind { return words[0] }
                return key == "uuid" ? "6f1c" : "20240102_030405_007"
            }
            guard case .route(.api(let call)) = CallTable.find(line.method, components(line.path(values))) else {
                Issue.record("nobody finds \(line.address.pattern)")
                continue
            }
            #expect(ObjectIdentifier(call.call.entry.type) == ObjectIdentifier(line.entry.type))
        }
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
        var filter = LibraryFilter()
        filter.search = "beach & \"sun\""
        filter.storage = "6f1c"
        filter.year = 2024
        filter.type = .video
        filter.minimumRating = 3
        filter.isFavorite = true
        filter.importSession = 7
        #expect(LibraryFilter(query: filter.query) == filter)
        #expect(
            Route.photos.link(filter.query)
                == "/photos?q=beach%20%26%20%22sun%22&storage=6f1c&year=2024&type=video&rating=3&favorites=1&import=7")
        #expect(Route.photos.link(LibraryFilter().query) == "/photos")
    }

    @Test func `values without a meaning are left out of a filter`() {
        let filter = LibraryFilter(query: [
            (name: "rating", value: "9"), (name: "year", value: "x"), (name: "type", value: "song"),
            (name: "storage", value: "../a"), (name: "q", value: ""), (name: "other", value: "1"),
            (name: "import", value: "-1"),
        ])
        #expect(filter.isEmpty)
    }
}
