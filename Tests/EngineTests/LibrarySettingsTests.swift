import Model
import Store
import TestSupport
import Testing

@testable import Engine

struct LibrarySettingsTests {
    private let folder: TemporaryFolder
    private let store: LibraryStore
    private let settings: LibrarySettings

    init() throws {
        folder = try TemporaryFolder()
        store = try LibraryStore(path: folder.path + "/library.sqlite")
        settings = LibrarySettings(Setting.reading, store: store)
    }

    @Test func `what is set holds until it is taken back`() throws {
        #expect(try settings.all().map(\.value) == [nil, nil])
        #expect(try settings.set("reading.readers", to: "3").value == 3)
        #expect(try settings.all().map(\.value) == [3, nil])
        let limits = try store.read { try ReadLimits(readers: 9).overridden(by: $0) }
        #expect(limits == ReadLimits(readers: 3, batch: 48))
        for text in ["usual", ""] {
            _ = try settings.set("reading.batch", to: "5")
            #expect(try settings.set("reading.batch", to: text).value == nil)
            #expect(try settings.all().map(\.value) == [3, nil])
        }
    }

    @Test(arguments: [
        ("reading.readers", "0"), ("reading.readers", "65"), ("reading.batch", "many"), ("reading.batch", "-1"),
        ("reading.batch", "99999999999999999999"), ("reading.speed", "3"),
    ])
    func `what is no setting or no such number is refused and changes nothing`(key: String, text: String) throws {
        _ = try settings.set("reading.readers", to: "7")
        #expect(throws: Refusal.self) { try settings.set(key, to: text) }
        #expect(try settings.all().map(\.value) == [7, nil])
    }
}
