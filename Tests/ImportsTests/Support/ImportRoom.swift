import Composition
import Engine
import Foundation
import Glibc
import Intake
import Model
import Platform
import SQLite
import StorageAccess
import TestLibrary
import TestSupport
import Testing

@testable import Imports
@testable import Store

/// A library with a storage and a card to import; its files are read by a stand-in.
final class ImportRoom {
    private let scratch: ScratchLibrary
    let storage: StorageRecord
    var home: TemporaryFolder { scratch.home }
    var store: LibraryStore { scratch.store }
    var cache: HashCache { scratch.library.cache }
    var reading: FakeReading { scratch.reading }
    var time: ManualTime { scratch.time }
    var board: OperationBoard { scratch.board }
    var actions: ImportActions { scratch.library.imports }
    var card: String { home.path + "/card" }
    var target: String { home.path + "/storage" }

    init() throws {
        scratch = try ScratchLibrary()
        try scratch.home.makeFolder("card")
        storage = try scratch.makeStorage("storage")
    }

    func makeStorage(_ name: String) throws -> StorageRecord { try scratch.makeStorage(name) }

    func settings(_ change: (inout ImportSettings) -> Void = { _ in }) -> ImportSettings {
        var settings = ImportSettings(source: card, storage: storage.uuid, organise: "keep")
        change(&settings)
        return settings
    }

    /// Imports to the end.
    @discardableResult
    func run(_ change: (inout ImportSettings) -> Void = { _ in }) throws -> ImportDocument {
        let started = try actions.start(settings(change))
        _ = try board.waitForEnd(of: try #require(started.operationID))
        return try actions.sessions.find(String(started.sessionID))
    }

    /// Waits for the operation that an import is under.
    @discardableResult
    func end(_ started: ImportDocument) throws -> ImportDocument {
        _ = try board.waitForEnd(of: try #require(started.operationID))
        return try actions.sessions.find(String(started.sessionID))
    }

    /// Every row that pages and indexes are made of, without ids and clock times, and every file with its bytes.
    func everything() throws -> [String] {
        let rows = try store.read { connection in
            try connection.rows(
                """
                SELECT i.relative_path || ' ' || i.file_sha256 || ' ' || i.mtime_ns || ' ' || coalesce(p.rating, '-')
                    || ' ' || coalesce(s.session_number, '-')
                FROM media_items i LEFT JOIN photos p USING (photo_key)
                LEFT JOIN import_sessions s ON s.session_key = i.import_session_id
                WHERE i.state = 0 ORDER BY i.path
                """
            ) { $0.text(0) }
        }
        let counts = try store.read { try StorageRecord.find(id: storage.id, $0) }
        return try rows + files().map { "\($0): \(try content($0))" } + ["\(counts?.fileCount ?? -1) files"]
    }

    /// Writes a file of the card with a time and a mode of its own.
    @discardableResult
    func write(_ path: String, _ text: String) throws -> String {
        let file = try home.write("card/" + path, text)
        time.advance(1)
        let times = [timespec](repeating: timespec(tv_sec: Int(time.now), tv_nsec: 123_456_789), count: 2)
        try #require(utimensat(AT_FDCWD, file, times, 0) == 0 && chmod(file, 0o640) == 0)
        return file
    }

    /// Every file of the storage but our own, in path order.
    func files(_ folder: String = "storage") throws -> [String] {
        try FileTree(root: Folder(path: home.path + "/" + folder)).compactMap { entry in
            guard case .file = entry.finding else { return nil }
            return entry.path.display
        }.filter { !$0.hasPrefix(".") && !$0.hasPrefix("imalink-") }
    }

    func content(_ path: String) throws -> String {
        try String(contentsOfFile: target + "/" + path, encoding: .utf8)
    }

    /// The ledger as `path fate reason`, in path order.
    func ledger(_ session: ImportDocument) throws -> [String] {
        try store.read {
            try ImportFileRecord.page(session: session.sessionID, fate: nil, after: [], limit: 1000, $0)
        }.map { "\($0.path.display) \($0.fate?.rawValue ?? "open")\($0.reason.map { ": " + $0 } ?? "")" }
    }

    /// Every present item in path order.
    func items() throws -> [String] {
        try store.read { connection in
            try connection.rows("SELECT relative_path FROM media_items WHERE state = 0 ORDER BY path") { $0.text(0) }
        }
    }
}

extension ImportDocument {
    /// Whether the files found are those with a fate.
    var addsUp: Bool { found == imported + duplicate + replaced + rejected + failed + ignored && pending == 0 }
}
