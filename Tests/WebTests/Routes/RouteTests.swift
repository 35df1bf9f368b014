import Browsing
import Engine
import HTTP
import Model
import Platform
import Testing

@testable import Web

@Suite struct RouteTests {
    private static let id = MediaID.unknown
    private static let uuid = "6f1c2a34-0000-4000-8000-00000000000a"

    private static func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    /// Whether every address is parsed from what it prints, and every line of the table has a sample.
    private func check<Address: ResourceRoute>(_ samples: [Address]) {
        let table = RouteTable<Address>(
            Address.lines.map { line in
                RouteTable.Line(method: line.method, components: line.components, find: line.make)
            })
        for address in samples {
            guard case .found(let found) = table.find(address.route.method, Self.components(address.route.path)) else {
                Issue.record("nobody finds \(address.route.path)")
                continue
            }
            #expect(found == address)
        }
        for line in Address.lines {
            #expect(
                samples.contains { address in
                    address.address.method == line.method
                        && address.address.pattern.split(separator: "/") == line.components
                }, "no sample of \(line.components)")
        }
        #expect(Set(samples.map(\.route)).count == samples.count)
    }

    @Test func `every address is parsed from what it prints`() {
        let (id, uuid) = (Self.id, Self.uuid)
        check([DashboardRoute.dashboard])
        check([GridRoute.photos, .favorites, .search])
        check(
            [
                PhotoRoute.page(id), .rate(id), .favorite(id), .label(id), .describe(id), .undo(id), .bulk,
            ] + PhotoFile.allCases.map { .file(id, $0) })
        check([LookupRoute.hash("ab12")])
        check([DiscoveryRoute.page, .start, .cancel, .add])
        check([
            StorageRoute.list, .new, .add, .page(uuid), .edit(uuid), .statistics(uuid), .backup(uuid), .lock(uuid),
            .breakLock(uuid), .reindex(uuid), .remove(uuid),
        ])
        check([ConflictRoute.list(uuid), .settle(uuid)])
        check([NewImportRoute.page, .start, .preview, .cancelPreview])
        check([
            UploadRoute.start, .page(uuid), .receive(uuid), .preview(uuid), .import(uuid), .discard(uuid),
        ])
        check([ImportRoute.list, .page("7"), .retry("7"), .answer("7"), .rollBack("7"), .restore("7")])
        check([OperationRoute.list, .page("7"), .events("7")] + Steering.allCases.map { .steer("7", $0) })
        check([SettingsRoute.page, .appearance, .cleanCache, .library])
    }

    @Test func `every call is found at its address`() throws {
        let site = try SiteFixture()
        for line in CallTable.lines {
            let values = line.address.keys.map { key -> String in
                if case .choice(let words)? = line.fields.first(where: { $0.key == key })?.kind { return words[0] }
                return key == "uuid" ? "6f1c" : "20240102_030405_007"
            }
            #expect(line.takes(values))
            let path = "/" + line.address.request(zip(line.address.keys, values).map { .init($0, .string($1)) }).target
            guard case .found = site.site.table.find(line.method, Self.components(path)) else {
                Issue.record("nobody finds \(path)")
                continue
            }
        }
        #expect(CallTable.lines.count > 30)
    }

    @Test func `no two addresses of the site are the same`() throws {
        let lines = try SiteFixture().site.table.lines.map { line in
            "\(line.method) " + line.components.map { $0.first == "{" ? "{}" : $0 }.joined(separator: "/")
        }
        #expect(lines.count > 80)
        #expect(Set(lines).count == lines.count)
    }

    @Test(arguments: [
        ("POST", "/api/operations/7/dance", 404), ("GET", "/api/photos/nothing", 404),
        ("GET", "/api/storages/6f1c/reindex", 405), ("GET", "/photos/bulk", 405), ("POST", "/operations", 405),
        ("GET", "/operations/7/pause", 405), ("POST", "/storages/new", 405),
    ])
    func `the wrong method and a value that is none are told apart`(method: String, path: String, status: Int) throws {
        let site = try SiteFixture()
        let answer = method == "GET" ? site.server.get(path) : site.server.post(path, form: [])
        #expect(answer.status.code == status)
        let right = method == "GET" ? "POST" : "GET"
        let words = String(decoding: try answer.bytes(), as: UTF8.self)
        #expect(words.contains("this address takes \(right) only") == (status == 405))
    }

    @Test(arguments: [
        ["nothing"], ["photos", "../etc"], ["photos", "20240102"], ["operations", "a b"], ["operations", ""],
        ["storages", String(repeating: "a", count: 65)], ["photos", "20240102_030405_007", "thumbs"],
    ])
    func `what is no address is unknown`(path: [String]) throws {
        guard case .unknown = try SiteFixture().site.table.find(.get, path) else {
            Issue.record("\(path) is an address")
            return
        }
    }

    @Test(arguments: [
        ["public"], ["public", "..", "Package.swift"], ["public", "css", ".hidden"], ["public", "css", "a/b"],
    ])
    func `no trick leads to another file`(path: [String]) { #expect(PublicAssets.file(path) == nil) }

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
