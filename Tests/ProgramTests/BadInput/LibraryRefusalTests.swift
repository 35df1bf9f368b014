import Foundation
import Glibc
import SQLite
import TestSupport
import Testing

/// A library that cannot be used is refused with one sentence by every verb, and stays as it was byte for byte.
struct LibraryRefusalTests {
    enum Flaw: String, CaseIterable {
        case newer, noDatabase, damagedHead, damagedPages, damagedCache, otherGeneration, fileInstead, unreadable

        var words: String {
            switch self {
            case .newer: "it was written by a newer version"
            case .noDatabase, .damagedHead, .damagedPages, .damagedCache: "the database file is damaged"
            case .otherGeneration: "unable to open database file"
            case .fileInstead: "it is not a folder"
            case .unreadable: "permission denied"
            }
        }

        /// Verbs that do not look at what is wrong.
        func concerns(_ verb: String) -> Bool { self != .damagedCache || verb != "list" && verb != "doctor" }
    }

    private func harm(_ flaw: Flaw, _ library: String) throws {
        let database = library + "/generations/1/library.sqlite"
        // What stands in the log would make good for a damaged file.
        for path in [database, library + "/hash-cache.sqlite"] {
            try Connection(path: path, mode: .readWrite).execute("PRAGMA wal_checkpoint(TRUNCATE)")
            for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
        }
        switch flaw {
        case .newer:
            try Connection(path: database, mode: .readWrite).execute("PRAGMA user_version = 4711")
        case .noDatabase: try Data("This is no database.".utf8).write(to: URL(fileURLWithPath: database))
        case .damagedHead: try overwrite(database, at: 0, count: 100)
        case .damagedPages: try overwrite(database, at: 4096, count: 100_000)
        case .damagedCache: try overwrite(library + "/hash-cache.sqlite", at: 0, count: 100)
        case .otherGeneration: try Data("7\n".utf8).write(to: URL(fileURLWithPath: library + "/CURRENT"))
        case .fileInstead:
            try FileManager.default.removeItem(atPath: library)
            try Data("no folder".utf8).write(to: URL(fileURLWithPath: library))
        case .unreadable: chmod(library, 0)
        }
    }

    private func overwrite(_ path: String, at offset: UInt64, count: Int) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(repeating: 0x5A, count: count))
        try file.close()
    }

    @Test(arguments: Flaw.allCases)
    func `every verb refuses it`(flaw: Flaw) throws {
        let home = try Household()
        let photos = try home.photos(30)
        try home.add(photos)
        try harm(flaw, home.library)
        let asUser = getuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []
        let before = try state(home, flaw)
        let other = try home.folder.makeFolder("other")
        for words in [
            ["storage", "list"], ["doctor"], ["storage", "add", other],
            ["rate", photos + "/0/photo-0.jpg", "--favorite"],
            ["serve", "--port", "0", "--assets", Corpus.packageFolder],
        ] where flaw.concerns(words.count > 1 ? words[1] : words[0]) {
            let end = try home.run(words, through: flaw == .unreadable ? asUser : [])
            #expect(end.code == 2, "\(words): \(end)")
            #expect(end.output.isEmpty, "\(words): \(end)")
            #expect(end.error.contains(flaw.words), "\(words): \(end)")
            expectSentence(end)
        }
        #expect(try state(home, flaw) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: other).isEmpty)
    }

    /// The files that hold something; a lock and the memory of SQLite's log may come and go.
    private func state(_ home: Household, _ flaw: Flaw) throws -> [String: String] {
        if flaw == .unreadable {
            chmod(home.library, 0o700)
            defer { chmod(home.library, 0) }
            return try Originals(home.library).contents
        }
        return try Originals(home.path, without: ["home"]).contents
    }
}

extension Originals {
    /// SHA-256 and size alone, of files that are no locks or logs.
    fileprivate var contents: [String: String] {
        files.filter { !$0.key.hasSuffix(".lock") && !$0.key.hasSuffix("-shm") && !$0.key.hasSuffix("-wal") }
            .mapValues { $0.split(separator: " ").prefix(4).joined(separator: " ") }
    }
}
