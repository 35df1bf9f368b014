import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The real `import` and `import rollback`, killed at their calls that change files, and asked for again (SAFETY.md
/// section 6).
@Suite(.serialized)
struct ImportKillTests {
    @Test(arguments: [false, true])
    func `an import that was killed at any call ends as an undisturbed one and loses nothing`(isMove: Bool) throws {
        let scene = try ImportScene(isMove: isMove)
        let kills = try kill(scene, scene.words, at: Self.numbers) { calls, undisturbed in
            #expect(calls > 60)
            #expect(undisturbed.card.differences(from: scene.card).isEmpty != isMove)
        }
        print("import: \(kills) kills")
    }

    @Test func `a larger import that was killed anywhere ends as an undisturbed one`() throws {
        let scene = try ImportScene(more: 300)
        let kills = try kill(scene, scene.words, at: { Self.some(LongRun.count(2, long: 200), of: $0) })
        print("import of 306 files: \(kills) kills")
    }

    @Test func `a rollback that was killed at any call ends as an undisturbed one, and so does its own`() throws {
        let scene = try ImportScene()
        try #require(try scene.home.run(scene.words).code == 0)
        try scene.keep()
        let kills = try kill(scene, ["import", "rollback", "1"], at: Self.numbers) { _, undisturbed in
            #expect(undisturbed.files.differences(from: scene.files) == [], "as before the import")
        }
        try scene.reset()
        try #require(try scene.home.run("import", "rollback", "1").code == 0)
        try scene.keep()
        let more = try kill(scene, ["import", "restore", "1"], at: Self.numbers)
        print("rollback: \(kills) kills, restoration: \(more) kills")
    }

    /// Runs the words to their end, then again and again with a kill at one of their calls, and asks once more.
    ///
    /// - Parameter look: gets the number of calls and what an undisturbed run leaves.
    /// - Returns: how many runs were killed.
    private func kill(
        _ scene: ImportScene, _ words: [String], at numbers: (Int) -> [Int],
        look: (Int, ImportScene.Ending) throws -> Void = { _, _ in }
    ) throws -> Int {
        let path = scene.home.path + "/"
        let calls = try Fault.calls(of: words, in: scene.home, path: path).count
        let undisturbed = try scene.ending()
        try look(calls, undisturbed)
        var kills = 0
        for number in numbers(calls) {
            try scene.reset()
            let before = try scene.ending().card
            let killed = try scene.home.run(
                words, environment: Fault(kind: .kill, at: number, path: path).environment())
            // How the commits of two databases fall together decides how many calls there are.
            #expect(killed.status == .killed(signal: SIGKILL) || killed.code == 0, "call \(number): \(killed)")
            #expect(try scene.lost() == [], "killed at call \(number)")
            if !words.contains("--move") { #expect(try scene.ending().card.differences(from: before) == []) }
            guard killed.code == nil else { continue }
            kills += 1
            try goOn(scene, words, number)
            let differences = try scene.differences(from: undisturbed)
            #expect(differences == [], "repeated after call \(number)")
            #expect(try scene.lost() == [], "repeated after call \(number)")
        }
        return kills
    }

    /// The same command, unless the killed run had come to its end.
    private func goOn(_ scene: ImportScene, _ words: [String], _ number: Int) throws {
        let isRollback = words.contains("rollback")
        let session = try scene.home.run("--json", "import", "list").objects().first
        if session?["status"].text == (isRollback ? "rolled_back" : "complete") { return }
        let again = try scene.home.run(words)
        #expect(again.code == 0, "repeated after call \(number): \(again)")
    }

    /// Each call in the long run, some in the daily one.
    private static func numbers(_ calls: Int) -> [Int] {
        LongRun.isOn ? Array(1...calls) : some(6, of: calls)
    }

    private static func some(_ count: Int, of calls: Int) -> [Int] {
        var random = SeededRandom(seed: LongRun.seed)
        return (0..<count).map { _ in Int.random(in: 1...calls, using: &random) }
    }
}
