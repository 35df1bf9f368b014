import Engine
import Foundation
import Intake
import Media
import Model
import Platform
import StorageAccess
import Store
import TestSupport
import Testing

@testable import Intake

/// An import whose files are streams, from the walk to the rows.
struct ArchiveImportTests {
    /// Longer than what a file is known again by.
    private static let long = String(repeating: "x", count: 10_000)
    private let room: ImportRoom
    private let source: ArchiveSource
    private let services: IntakeServices

    init() throws {
        room = try ImportRoom()
        var said = SuggestedMetadata()
        (said.title, said.rating) = ("Said by the export", Rating(3))
        source = ArchiveSource(
            entries: [
                ("Lofoten/a.jpg", "photo A" + Self.long), ("Lofoten/b.jpg", "photo B" + Self.long + " 4"),
                ("Lofoten/notes.txt", "notes" + Self.long),
            ],
            modifiedNanoseconds: 1_700_000_000_000_000_000, spool: try Folder(path: room.home.path),
            suggested: ["Lofoten/a.jpg": said, "Lofoten/b.jpg": said])
        services = IntakeServices(
            store: room.store, cache: room.cache, media: room.reading, time: room.time, readers: 1)
    }

    private func policy() throws -> IntakePolicy {
        try IntakePolicy(
            organisation: Organisation("{album}/{original}"), duplicates: .skip, samePicture: .import, isMove: false)
    }

    private func session() -> ImportSessionRecord {
        ImportSessionRecord(
            storage: room.storage.id, title: "Export", source: "export.zip", parameters: "{}",
            createdAt: "2024-01-01T00:00:00Z")
    }

    @Test func `entries are written once and become files like any others`() throws {
        let preview = try IntakePreview(session: session(), source: source, policy: policy(), services: services)
            .run(stop: StopSignal()) { _ in }
        #expect(preview.fates[.imported] == 2 && preview.fates[.ignored] == 1)
        #expect(room.reading.takeRead() == ["Lofoten/a.jpg", "Lofoten/b.jpg", "Lofoten/notes.txt"])
        let readByThen = source.wholeReads.withLock { $0 }
        let row = session()
        let work = IntakeWork(
            session: try room.store.write { try row.insert($0) }, source: source, policy: try policy(),
            services: services)
        let locks = StorageLocks(time: room.time)
        defer { locks.close() }
        var registry = OperationRegistry(storages: LockedStorages(store: room.store, locks: locks))
        registry.register(.import) { _ in work }
        let board = OperationBoard(store: room.store, registry: registry, time: room.time)
        defer { board.close() }
        let id = try board.start(OperationRequest(kind: .import, title: "Import", storage: room.storage.id))
        #expect(try board.waitForEnd(of: id)?.status == .complete)
        #expect(try room.files() == ["photos/Lofoten/a.jpg", "photos/Lofoten/b.jpg"])
        #expect(try room.content("photos/Lofoten/b.jpg") == "photo B" + Self.long + " 4")
        #expect(room.reading.takeRead() == [], "the hash cache knows them")
        #expect(source.wholeReads.withLock { $0 } == readByThen + 2, "each entry once, into its temporary")
    }

    @Test func `what a source suggests completes what the file says`() throws {
        var listing = UnitListing(session: 0)
        var units: [IntakeUnit] = []
        try source.walk(stop: StopSignal()) { entry in
            units += listing.add(entry).map { IntakeUnit(files: $0.map { IntakeFile(record: $0) }) }
            return true
        }
        units += listing.finish().map { IntakeUnit(files: $0.map { IntakeFile(record: $0) }) }
        let reader = IntakeReader(source: source, reader: FactsReader(cache: room.cache, media: room.reading))
        let shown = try reader.read(units).flatMap(\.files).map(\.shownFacts)
        #expect(shown.map { $0?.title } == ["Said by the export", "Said by the export", nil])
        #expect(shown.map { $0?.rating?.stars } == [3, 4, nil])
    }
}
