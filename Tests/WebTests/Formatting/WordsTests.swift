import Model
import Templating
import Testing

@testable import Web

@Suite struct WordsTests {
    @Test(
        arguments: [
            ("Canon", "Canon EOS 70D", "Canon EOS 70D"), ("NIKON CORPORATION", "NIKON D750", "NIKON D750"),
            ("Apple", "iPhone 12", "Apple iPhone 12"), (nil, "X100", "X100"), ("Leica", nil, "Leica"),
        ] as [(String?, String?, String)])
    func `the maker is not said twice`(make: String?, model: String?, text: String) {
        #expect(Photography.camera(make: make, model: model) == text)
    }

    @Test func `the camera line has what is known`() {
        let whole = Photography.exposure(focalLength: 35, fNumber: 4, exposure: "1/250", iso: 200)
        #expect(whole == "35 mm · f/4 · 1/250 s · ISO 200")
        #expect(Photography.exposure(focalLength: nil, fNumber: 2.8, exposure: nil, iso: nil) == "f/2.8")
        #expect(Photography.exposure(focalLength: nil, fNumber: nil, exposure: nil, iso: nil) == nil)
    }

    @Test func `places say their hemisphere`() throws {
        let place = try #require(Coordinate(latitude: -33.8568, longitude: 151.2153))
        #expect(Photography.place(place) == "33.85680° S, 151.21530° E")
    }

    @Test(arguments: [
        ("a/b/c.jpg", "a/b/", "c.jpg"), ("c.jpg", "", "c.jpg"), ("/", "", "/"), ("/mnt", "/", "mnt"), ("", "", ""),
    ])
    func `a path is cut before its name`(path: String, folder: String, name: String) {
        #expect(PathText(path).folder == folder)
        #expect(PathText(path).name == name)
    }

    @Test func `a bulk edit is read from what its button sends`() {
        let edits: [BulkEdit] = [.favorite, .unfavorite, .rate(0), .rate(5), .label("Red"), .label(nil)]
        for edit in edits { #expect(BulkEdit(action: edit.action, value: nil) == edit) }
        #expect(BulkEdit(action: "rating", value: "3") == .rate(3))
        #expect(BulkEdit(action: "favorite", value: "0") == .unfavorite)
    }

    @Test(
        arguments: [
            ("rating:6", nil), ("rating", "x"), ("rating", nil), ("label:Pink", nil), ("", nil), ("erase", "1"),
        ] as [(String, String?)])
    func `a bulk edit without a meaning is refused`(action: String, value: String?) {
        #expect(BulkEdit(action: action, value: value) == nil)
    }

    @Test func `a chart of many points has at most 120`() throws {
        let value = try #require(RateChart(rates: (0..<1000).map(Double.init))).value
        guard case .text(let line)? = value["CHART_LINE"] else { throw TemplateError(file: "chart", reason: "no line") }
        #expect(line.split(separator: " ").count == 120)
        #expect(RateChart(rates: [5]) == nil)
        #expect(RateChart(rates: [.nan, .infinity, -1]) == nil)
    }

    @Test func `every state has its buttons`() {
        let words = OperationStatus.allCases.map { status in
            "\(status.rawValue): \(OperationFacts(id: "1", kind: .index, status: status).controls.count)"
        }
        #expect(
            words == [
                "pending: 1", "starting: 1", "in_progress: 2", "paused: 3", "complete: 0", "failed: 2", "cancelled: 1",
            ])
    }
}
