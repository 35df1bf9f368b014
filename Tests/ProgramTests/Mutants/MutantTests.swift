import Foundation
import Platform
import TestSupport
import Testing

/// Mutated files of the corpus through the real server: it survives, nothing hangs, no worker exceeds its limits.
@Suite(.enabled(if: Corpus.isPresent, "the corpus is not there"))
struct MutantTests {
    /// Writes `count` mutants below `folder`; the same for the same seed.
    private static func make(_ count: Int, in folder: String) throws {
        let files = try Corpus.table("MANIFEST.tsv").compactMap { row -> String? in
            guard let path = row["path"], let size = row["bytes"].flatMap({ Int($0) }), size < 1_000_000 else {
                return nil
            }
            return path
        }
        var random = SeededRandom(seed: LongRun.seed)
        var mutation = Mutation(seed: LongRun.seed)
        for number in 0..<count {
            let (one, other) = (files.randomElement(using: &random) ?? "", files.randomElement(using: &random) ?? "")
            let bytes = try Data(contentsOf: URL(fileURLWithPath: Corpus.path + "/" + one))
            let spliced = try Data(contentsOf: URL(fileURLWithPath: Corpus.path + "/" + other))
            let sub = "\(folder)/\(number % 20)"
            try FileManager.default.createDirectory(atPath: sub, withIntermediateDirectories: true)
            let kind = (one as NSString).pathExtension
            try Data(mutation.mutate(Array(bytes), with: Array(spliced)))
                .write(to: URL(fileURLWithPath: "\(sub)/\(number).\(kind)"))
        }
    }

    /// The most that any worker has used, looked at again and again.
    private struct Usage {
        var addressSpace = 0
        var resident = 0
        var processes: Set<Int32> = []

        mutating func look(_ server: RunningServer) {
            for process in server.workers() {
                guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
                    text.contains("Name:\tphotostead-wor")
                else { continue }
                processes.insert(process)
                addressSpace = max(addressSpace, Self.kilobytes("VmPeak:", text))
                resident = max(resident, Self.kilobytes("VmHWM:", text))
            }
        }

        private static func kilobytes(_ name: String, _ text: String) -> Int {
            guard let range = text.firstRange(of: name) else { return 0 }
            return Int(text[range.upperBound...].drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
        }
    }

    @Test func `the server survives them, accounts for each, and makes what pictures it can`() throws {
        let count = LongRun.count(100, long: 2000)
        let home = try Household()
        let photos = home.path + "/photos"
        try Self.make(count, in: photos)
        let before = try Originals(photos)
        let server = try RunningServer(home)
        let (browser, api) = (server.browser(), try server.api())
        let added = try api.post("/api/storages", "{\"path\": \"\(photos)\"}")
        #expect(added.status == 202, "\(added)")
        var usage = Usage()
        try follow("index", browser, server, &usage)
        try follow("thumbnails", browser, server, &usage)
        let operations = try browser.get("/api/operations").json()["items"].list
        let index = try #require(operations.first { $0["operation_type"].text == "index" })
        #expect(index["status"].text == "complete", "\(index)")
        let fates = ["imported", "rejected", "failed", "ignored"].map { index["fates"][$0].int ?? 0 }
        #expect(fates.reduce(0, +) == count, "\(index)")
        #expect(fates[2] * 10 <= count, "\(index)")
        // At most as many workers as there are answers that a worker can die of.
        #expect(usage.addressSpace <= 2 << 20, "\(usage)")
        #expect(server.isAlive)
        #expect(try browser.get("/photos").status == 200)
        let pictures = try pictures(home, before)
        let rated = try rate(count / 2, browser, api, server)
        let after = try Originals(photos)
        #expect(after.differences(from: before).filter { $0.contains("is gone") } == [])
        let changed = try self.pictures(home, after).filter { pictures[$0.key] != $0.value }
        #expect(changed.isEmpty, "\(changed)")
        print(
            "mutants: \(count), fates \(index["fates"]), rated \(rated), \(usage.processes.count) workers, "
                + "\(usage.addressSpace >> 10) MB address space, \(usage.resident >> 10) MB resident")
    }

    private func follow(_ kind: String, _ browser: WebClient, _ server: RunningServer, _ usage: inout Usage) throws {
        let end = SystemTime().monotonic + Household.patience * 10
        while SystemTime().monotonic < end {
            usage.look(server)
            let operations = try browser.get("/api/operations").json()["items"].list
            let status = operations.first { $0["operation_type"].text == kind }?["status"].text
            if let status, ["complete", "failed", "paused"].contains(status) { return }
            usleep(20_000)
        }
        Issue.record("\(kind) did not end")
    }

    /// Favourites of broken files: each is written and verified, or refused with a reason; no picture changes.
    private func rate(_ count: Int, _ browser: WebClient, _ api: WebClient, _ server: RunningServer) throws -> JSON {
        let photos = try browser.get("/api/photos?limit=1000").json()["items"].list
        let ids = photos.prefix(count).compactMap { $0["id"].text }
        let body = "{\"photo_ids\": [\(ids.map { "\"\($0)\"" }.joined(separator: ","))], \"favorite\": true}"
        let answer = try api.post("/api/photos/bulk-favorite", body)
        #expect(answer.status == 202, "\(answer)")
        let id = try #require(try answer.json()["operation_id"].text)
        let operation = try wait(until: "the ratings are written") {
            let operation = try browser.get("/api/operations/\(id)").json()
            return ["complete", "failed"].contains(operation["status"].text ?? "") ? operation : nil
        }
        #expect(server.isAlive)
        for id in ids.prefix(20) { #expect(try browser.get("/api/photos/\(id)").json()["rating"].int == 5) }
        return operation["fates"]
    }

    /// The picture hash of every file, of the whole file where no rule for its container applied.
    private func pictures(_ home: Household, _ files: Originals) throws -> [String: String] {
        let names = files.files.keys.filter { !$0.hasSuffix(".xmp") }.sorted()
        let input: [UInt8] = names.flatMap { (name: String) -> [UInt8] in
            Array("\(home.path)/photos/\(name)".utf8) + [0]
        }
        let facts = try home.run("facts", "--stdin0", input: input).objects()
        return Dictionary(uniqueKeysWithValues: zip(names, facts.map { $0["picture_hash"].text ?? "none" }))
    }
}
