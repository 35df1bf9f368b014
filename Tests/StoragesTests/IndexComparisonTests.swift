import Engine
import Foundation
import Glibc
import Model
import Platform
import TestSupport
import Testing

@testable import Storages
@testable import Store

/// The merge of a walk with known rows, both in byte order.
struct IndexComparisonTests {
    private let home: TemporaryFolder

    init() throws { home = try TemporaryFolder() }

    private struct Outcome {
        var reads: [String] = []
        var unchanged = 0
        var returned: [String] = []
        var ignored: [String: Int] = [:]
        var lasts: [String] = []
        var missing: [String] = []
    }

    /// Runs a comparison with rows given as `path size`, all of them with the time of the files here.
    private func compare(
        _ known: [String], _ depth: ReindexMode = .smart, countedTo: String? = nil, page: Int = 2,
        missing: Set<String> = []
    ) throws -> Outcome {
        let rows = known.map { row in
            let words = row.split(separator: " ")
            return (path: String(words[0]), size: words.count > 1 ? Int64(words[1]) ?? 1 : 1)
        }.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
        let comparison = IndexComparison(
            folder: try Folder(path: home.path), depth: depth, stop: StopSignal(),
            knownAfter: { after in
                rows.filter { after.lexicographicallyPrecedes(Array($0.path.utf8)) }.prefix(page).compactMap { row in
                    RelativePath(row.path).map {
                        KnownItem(
                            id: row.path, path: $0, size: row.size, modifiedNanoseconds: 1_000_000_000,
                            state: missing.contains(row.path) ? .missing : .present, sha256: "known")
                    }
                }
            }, countedTo: countedTo.flatMap { RelativePath($0) })
        var outcome = Outcome()
        let leftover = try comparison.run { stretch in
            outcome.reads += stretch.reads.map { "\($0.path.display)\($0.isCounted ? " counted" : "")" }
            outcome.unchanged += stretch.unchanged
            outcome.returned += stretch.returned
            outcome.ignored.merge(stretch.ignored, uniquingKeysWith: +)
            if let last = stretch.last { outcome.lasts.append(last.display) }
            return true
        }
        outcome.missing = leftover.missing.map { $0.path.display }
        return outcome
    }

    private func write(_ paths: String...) throws {
        for path in paths {
            let file = try home.write(path, "x")
            let times = [timespec](repeating: timespec(tv_sec: 1, tv_nsec: 0), count: 2)
            try #require(utimensat(AT_FDCWD, file, times, 0) == 0)
        }
    }

    @Test func `files come in the order of the bytes of their paths`() throws {
        // "a-" before "a/" before "a0": a folder sorts as its name with a slash.
        try write("a/b.jpg", "a-b.jpg", "a0.jpg", "a.jpg", "Z.jpg", "é.jpg", "a/a/z.jpg")
        let order = ["Z.jpg", "a-b.jpg", "a.jpg", "a/a/z.jpg", "a/b.jpg", "a0.jpg", "é.jpg"]
        #expect(try compare([]).reads == order)
        #expect(try compare(order).unchanged == 7)
        #expect(try compare(order, page: 1).missing == [])
        #expect(try compare(order, page: 100).reads == [])
    }

    @Test func `rows without a file are missing wherever they stand`() throws {
        try write("b.jpg", "d/x.jpg")
        let outcome = try compare(["a.jpg", "b.jpg", "c.jpg", "d/a.jpg", "d/x.jpg", "d/z.jpg", "e.jpg"])
        #expect(outcome.missing == ["a.jpg", "c.jpg", "d/a.jpg", "d/z.jpg", "e.jpg"])
        #expect(outcome.unchanged == 2)
        #expect(try compare(["gone.jpg"], missing: ["gone.jpg"]).missing == [])
        #expect(try compare(["b.jpg"], missing: ["b.jpg"]).returned == ["b.jpg"])
    }

    @Test func `size and time decide what smart reads`() throws {
        try write("a.jpg", "b.jpg")
        #expect(try compare(["a.jpg 1", "b.jpg 2"]).reads == ["b.jpg"])
        #expect(try compare(["a.jpg 1", "b.jpg 2"], .quick).reads == [])
        #expect(try compare(["a.jpg 1", "b.jpg 2"], .full).reads == ["a.jpg", "b.jpg"])
    }

    @Test func `what was counted before the interruption is not counted again`() throws {
        try write("a.jpg", "b.jpg", "c.jpg", "d.jpg", ".x")
        let outcome = try compare(["a.jpg", "c.jpg"], countedTo: "b.jpg")
        #expect(outcome.unchanged == 1, "c alone")
        #expect(outcome.reads == ["b.jpg counted", "d.jpg"])
        #expect(outcome.ignored == [:], ".x stands before b")
        #expect(try compare(["a.jpg", "b.jpg", "c.jpg"], .full, countedTo: "b.jpg").reads == ["c.jpg", "d.jpg"])
    }

    @Test func `a folder that may not be listed hides its rows but makes none missing`() throws {
        try write("open/a.jpg", "shut/b.jpg", "z.jpg")
        chmod(home.path + "/shut", 0)
        defer { chmod(home.path + "/shut", 0o700) }
        let known = ["open/a.jpg", "open/gone.jpg", "shut/b.jpg", "shut/c/d.jpg", "shut-not/e.jpg", "z.jpg"]
        chmod(home.path, 0o755)
        let outcome = try getuid() == 0 ? asNobody { try compare(known) } : compare(known)
        #expect(outcome.missing == ["open/gone.jpg", "shut-not/e.jpg"])
        #expect(outcome.unchanged == 2)
    }

    @Test func `a stretch is limited, and its last path is where a resumed run goes on`() throws {
        for number in 0..<100 { try write("\(1000 + number).jpg") }
        let outcome = try compare([])
        #expect(outcome.lasts.count > 1)
        #expect(outcome.lasts == outcome.lasts.sorted())
        #expect(outcome.lasts.last == "1099.jpg")
        #expect(outcome.reads.count == 100)
    }
}
