import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The real `storage add`, killed at random moments and resumed: no original changes, and the rows are those of a run
/// that nobody disturbed (docs/safety.md section 6).
@Suite(.serialized)
struct IndexKillTests {
    /// The same folder for every trial, a library of its own for each.
    private final class Scene {
        let home: Household
        let photos: String
        let originals: Originals
        let expected: LibraryRows
        /// Calls of an undisturbed run that change files.
        let calls: Int

        init() throws {
            home = try Household()
            photos = try home.photos(140)
            try HostileNames.fill(photos + "/names")
            try home.folder.write("photos/0/empty.jpg", [])
            try home.folder.write("photos/1/note.txt", "no photo")
            try home.folder.write("photos/1/cut.jpg", Array(TinyPhoto.jpeg(number: 9000).prefix(60)))
            try home.folder.write("photos/2/copy.jpg", TinyPhoto.jpeg(number: 9001))
            try home.folder.write("photos/3/copy.jpg", TinyPhoto.jpeg(number: 9001))
            if Corpus.isPresent { try Self.copyCorpus(to: photos + "/corpus") }
            originals = try Originals(photos)
            calls = try Fault.calls(of: ["storage", "add", photos], in: home, path: home.path).count
            expected = try LibraryRows(home.library)
        }

        /// Some of every kind that the corpus has, the small ones.
        private static func copyCorpus(to folder: String) throws {
            var kinds: [String: Int] = [:]
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let rows = try Corpus.table("MANIFEST.tsv")
            for (number, row) in rows.enumerated() {
                guard let path = row["path"], let size = row["bytes"].flatMap({ Int($0) }), size < 100_000 else {
                    continue
                }
                let kind = (path as NSString).pathExtension.lowercased()
                guard kinds[kind, default: 0] < 6 else { continue }
                kinds[kind, default: 0] += 1
                try FileManager.default.copyItem(
                    atPath: Corpus.path + "/" + path, toPath: folder + "/\(number).\(kind)")
            }
        }

        func reset() throws {
            for path in [home.library, photos + "/.imalink-storage", photos + "/.photostead"] {
                if access(path, F_OK) == 0 { try FileManager.default.removeItem(atPath: path) }
            }
        }
    }

    /// How a trial is ended.
    private enum Moment: CustomStringConvertible {
        case call(Int)
        case processed(Int)

        var description: String {
            switch self {
            case .call(let number): "call \(number)"
            case .processed(let count): "\(count) files"
            }
        }
    }

    @Test func `a run that was killed ends with the rows of an undisturbed one`() throws {
        let scene = try Scene()
        #expect(scene.calls > 300)
        #expect(scene.expected.lines.count > 400)
        var random = SeededRandom(seed: LongRun.seed)
        var (trial, kills) = (0, 0)
        while kills < LongRun.count(5, long: 200) {
            trial += 1
            let moment =
                trial.isMultiple(of: 2)
                ? Moment.call(Int.random(in: 1...scene.calls, using: &random))
                : Moment.processed(Int.random(in: 0..<190, using: &random))
            try scene.reset()
            // How many calls a run makes depends on its speed: some come to their end.
            if try kill(scene, at: moment) { kills += 1 }
            // The new signature may lie there half made; the next run removes it.
            let harm = try Originals(scene.photos).differences(from: scene.originals)
                .filter { !$0.hasPrefix(".photostead-new-") }
            #expect(harm == [], "killed at \(moment)")
            try resume(scene, trial)
            #expect(try Originals(scene.photos).differences(from: scene.originals) == [], "resumed after \(moment)")
            let rows = try LibraryRows(scene.home.library)
            #expect(rows.differences(from: scene.expected) == [], "trial \(trial), killed at \(moment)")
        }
        #expect(trial < kills * 2, "most trials must be kills")
        print("index: \(kills) kills in \(trial) trials")
    }

    @Test func `a kill while a folder is signed or a library made leaves nothing behind`() throws {
        let home = try Household()
        let photos = try home.photos(2)
        let before = try Originals(photos)
        let words = ["storage", "add", photos]
        for path in [home.path + "/photos/", home.path + "/library/.", home.path + "/library/CURRENT"] {
            // What follows when all is indexed, the index files under a lock of their own, has a test of its own.
            let all = try Fault.calls(of: words, in: home, path: path).prefix { !$0.contains("-new-index-") }
            let calls = all.reversed().drop { $0.contains(".imalink-storage.lock") }.count
            for number in 1...max(1, calls) {
                try FileManager.default.removeItem(atPath: home.library)
                unlink(photos + "/.imalink-storage")
                let fault = Fault(kind: .kill, at: number, path: path)
                #expect(try home.run(words, environment: fault.environment()).status == .killed(signal: SIGKILL))
                let again = try home.run(words)
                #expect(again.code == 0, "\(path) call \(number): \(again)")
                #expect(try Originals(photos).differences(from: before) == [], "\(path) call \(number)")
                let names = try FileManager.default.contentsOfDirectory(atPath: home.library)
                #expect(!names.contains { $0.hasPrefix(".") }, "\(path) call \(number): \(names)")
            }
            try FileManager.default.removeItem(atPath: home.library)
            unlink(photos + "/.imalink-storage")
        }
    }

    /// - Returns: whether it was killed before its end.
    private func kill(_ scene: Scene, at moment: Moment) throws -> Bool {
        let words = ["storage", "add", scene.photos]
        switch moment {
        case .call(let number):
            let fault = Fault(kind: .kill, at: number, path: scene.home.path)
            let end = try scene.home.run(words, environment: fault.environment())
            #expect(end.status == .killed(signal: SIGKILL) || end.code == 0, "call \(number): \(end)")
            return end.status == .killed(signal: SIGKILL)
        case .processed(let count):
            let process = try scene.home.start(words)
            try wait(until: "\(count) files are processed") {
                let done = LibraryRows.processed(scene.home.library)
                return done.map { $0 >= count } ?? false || process.wait(seconds: 0) != nil ? () : nil
            }
            process.kill()
            return process.wait() == .killed(signal: SIGKILL)
        }
    }

    /// By the same command, by `operation resume`, or by the page of a server.
    private func resume(_ scene: Scene, _ trial: Int) throws {
        let list = try scene.home.run("--json", "operation", "list")
        let operation = list.code == 0 ? try list.objects().first : nil
        if operation?["status"].text == "complete" { return }
        guard let id = operation?["operation_id"].text, !trial.isMultiple(of: 3) else {
            let end = try scene.home.run("storage", "add", scene.photos)
            #expect(end.code == 0, "\(end)")
            return
        }
        if trial % 3 == 1 {
            let end = try scene.home.run("operation", "resume", id)
            #expect(end.code == 0, "\(end)")
        } else {
            let server = try RunningServer(scene.home)
            let browser = server.browser()
            #expect(try browser.form("/operations/\(id)/resume", []).status == 303)
            try wait(until: "it is complete") {
                try browser.get("/api/operations/\(id)").json()["status"].text == "complete" ? () : nil
            }
            server.process.kill()
            server.process.wait()
        }
    }
}
