import Composition
import Foundation
import Model
import Platform
import StorageAccess
import Store
import TestLibrary
import TestSupport
import Testing

@testable import Storages

/// Storages are found wherever they lie, and nothing on the way stops the search.
struct DiscoveryTests {
    private let home: TemporaryFolder

    init() throws { home = try TemporaryFolder() }

    private func sign(_ path: String, _ name: String = "S", uuid: String = UUIDText.random()) throws {
        let signature = StorageSignature(storageUUID: uuid, displayName: name, createdAt: "", photoCount: 7)
        try home.write(path + "/" + StorageSignature.fileName, signature.bytes)
    }

    private func search(
        _ roots: [String] = [""], depth: Int? = nil, isDeep: Bool = false, known: [StorageRecord] = []
    ) -> DiscoveryReport {
        let request = DiscoveryRequest(roots: roots.map { home.path + $0 }, depth: depth, isDeep: isDeep)
        return Discovery.search(request, known: known, stop: StopSignal()) { _ in }
    }

    private func found(_ report: DiscoveryReport) -> [String] {
        report.items.map { "\($0.status) \($0.path.dropFirst(home.path.count))" }.sorted()
    }

    private func record(_ uuid: String, at path: String, _ state: StorageState = .online) -> StorageRecord {
        StorageRecord(
            uuid: uuid, name: "Known", root: Array((home.path + path).utf8), state: state, createdAt: "",
            hasSignature: true)
    }

    @Test func `storages inside storages, old folders and new ones are found; hidden and deep ones only deep`() throws {
        try sign("a")
        try sign("a/2019/inner")
        try sign("1/2/3/4/5/6/deep")
        try sign(".hidden/b")
        try home.write("imalink_20240115_120000_abc/index.json", "{}")
        try home.makeFolder("imalink_without_index")
        try home.write("other/index.json", "{}")
        try sign(".Trash-1000/files/gone")
        #expect(found(search()) == ["legacy /imalink_20240115_120000_abc", "new /a", "new /a/2019/inner"])
        #expect(
            found(search(isDeep: true)) == [
                "legacy /imalink_20240115_120000_abc", "new /.hidden/b", "new /1/2/3/4/5/6/deep", "new /a",
                "new /a/2019/inner",
            ])
        #expect(found(search(depth: 1)) == ["legacy /imalink_20240115_120000_abc", "new /a"])
        #expect(found(search(["/a"], depth: 0)) == ["new /a"])
    }

    @Test func `links are not followed and overlapping roots find a storage once`() throws {
        try sign("a/b")
        try FileManager.default.createSymbolicLink(atPath: home.path + "/a/loop", withDestinationPath: "..")
        try FileManager.default.createSymbolicLink(atPath: home.path + "/c", withDestinationPath: "a")
        let report = search(["", "/a", "/a/b"])
        #expect(found(report) == ["new /a/b"])
        #expect(report.percent == 100)
    }

    @Test func `what is known, moved, copied or inside another is told apart`() throws {
        let (here, moved, copy) = (UUIDText.random(), UUIDText.random(), UUIDText.random())
        try sign("here", uuid: here)
        try sign("here/inside")
        try sign("came", uuid: moved)
        try sign("copy", uuid: copy)
        try sign("twin/1", uuid: "0f8fad5b-d9cb-469f-a165-70867728950e")
        try sign("twin/2", uuid: "0f8fad5b-d9cb-469f-a165-70867728950e")
        try home.write("bad/.imalink-storage", "{")
        let report = search(known: [
            record(here, at: "/here"), record(moved, at: "/gone", .offline), record(copy, at: "/original"),
        ])
        #expect(
            found(report) == [
                "known /copy", "known /here", "moved /came", "new /bad", "new /here/inside", "new /twin/1",
                "new /twin/2",
            ])
        let addable = report.items.filter(\.isAddable).map { $0.path.dropFirst(home.path.count) }
        #expect(addable.sorted() == ["/came", "/twin/1"])
        #expect(report.items.first { $0.status == .moved }?.knownPath == home.path + "/gone")
    }

    @Test func `a root that is not there and a folder that may not be read are named`() throws {
        try sign("a")
        let report = search(["", "/nowhere"])
        #expect(found(report) == ["new /a"])
        #expect(report.problems.map(\.reason) == ["it does not exist"])
    }

    @Test func `a folder that does not answer is given up and the others are looked at`() throws {
        try sign("a")
        try sign("b")
        try home.makeFolder("a-hanging")
        let gate = Condition(false)
        defer { gate.change { $0 = true } }
        let hung = Lock(0)
        let search = FolderSearch(
            DiscoveryRequest(roots: [home.path]), stop: StopSignal(), time: SystemTime(),
            look: { place, isDeep in
                if place.display.hasSuffix("a-hanging") {
                    hung.withLock { $0 += 1 }
                    gate.wait { $0 ? () : nil }
                }
                return try FolderLook.look(place, isDeep: isDeep)
            })
        search.run(patience: 1)
        #expect(search.progress.findings.count == 2)
        #expect(search.progress.problems.map(\.reason) == ["it does not answer; it was given up"])
        #expect(hung.withLock { $0 } == 1)
    }

    @Test func `a search in the background tells its end and can be made again`() throws {
        let scratch = try ScratchLibrary()
        let discovery = scratch.library.storageCapability.discovery
        #expect(try discovery.report() == nil)
        #expect(throws: Refusal.self) { try discovery.start(DiscoveryRequest(roots: [])) }
        try sign("a")
        try discovery.start(DiscoveryRequest(roots: [home.path]))
        discovery.waitForEnd()
        let report = try #require(try discovery.report())
        #expect(report.status == .complete && report.items.count == 1 && report.finishedAt != nil)
        discovery.cancel()
        #expect(try discovery.report()?.status == .complete, "what has ended is not cancelled any more")
        try discovery.start(DiscoveryRequest(roots: [home.path]))
        discovery.waitForEnd()
    }

    @Test func `a search that is stopped looks no further`() throws {
        try sign("a")
        let stop = StopSignal()
        stop.request()
        let search = FolderSearch(DiscoveryRequest(roots: [home.path]), stop: stop, time: SystemTime())
        search.run()
        #expect(search.progress.findings.isEmpty)
    }
}
