import Composition
import Engine
import Foundation
import Glibc
import Media
import Model
import Platform
import SQLite
import StorageAccess
import TestLibrary
import TestSupport
import Testing

@testable import Storages
@testable import Store

/// A library with storages whose files are read by a stand-in.
final class IndexRoom {
    private let scratch: ScratchLibrary
    var home: TemporaryFolder { scratch.home }
    var store: LibraryStore { scratch.store }
    var cache: HashCache { scratch.library.cache }
    var reading: FakeReading { scratch.reading }
    var time: ManualTime { scratch.time }
    var board: OperationBoard { scratch.board }
    var actions: StorageActions { scratch.library.storages }
    var listing: StorageListing { scratch.library.reading.storages }
    var locks: StorageLocks { scratch.library.locks }
    var photos: String { home.path + "/photos" }

    init() throws {
        scratch = try ScratchLibrary()
        try scratch.home.makeFolder("photos")
    }

    /// Makes a folder a storage and indexes it to the end.
    @discardableResult
    func add(_ folder: String = "photos") throws -> StorageDocument {
        let storage = try actions.add(path: home.path + "/" + folder, name: nil, isIndexed: true)
        _ = try board.waitForEnd(of: try #require(storage.operationID))
        return storage
    }

    /// Re-indexes the storage to the end.
    func index(
        _ storage: StorageDocument, _ mode: ReindexMode = .smart, _ change: (inout ReindexOptions) -> Void = { _ in }
    ) throws -> OperationDocument {
        var options = ReindexOptions(mode: mode)
        change(&options)
        let id = try actions.reindex(storage.uuid, options)
        return try #require(try board.waitForEnd(of: id))
    }

    /// Writes a photo; a later one of the same name gets a later time.
    func write(_ path: String, _ text: String, in folder: String = "photos") throws {
        let file = try home.write(folder + "/" + path, text)
        time.advance(1)
        let times = [timespec](repeating: timespec(tv_sec: Int(time.now), tv_nsec: 5), count: 2)
        try #require(utimensat(AT_FDCWD, file, times, 0) == 0)
    }

    func remove(_ path: String, in folder: String = "photos") throws {
        try FileManager.default.removeItem(atPath: "\(home.path)/\(folder)/\(path)")
    }

    /// Every item in path order: `path picture`, with a mark when it is missing or has a problem.
    func items() throws -> [String] {
        try store.read { connection in
            try connection.rows(
                """
                SELECT relative_path || ' ' || coalesce(picture_hash, 'none') || CASE state WHEN 1 THEN ' missing' ELSE '' END
                    || coalesce(' (' || problem || ')', '')
                FROM media_items LEFT JOIN photos USING (photo_key) ORDER BY path
                """
            ) { $0.text(0) }
        }
    }

    func problems(_ operation: OperationDocument) throws -> [String] {
        try store.read { try OperationProblem.all(ofOperation: operation.operationID, limit: 100, $0) }
            .map { "\($0.path) \($0.fate.rawValue): \($0.reason)" }
    }
}
