import Foundation
import Glibc
import Platform
import TestSupport
import Testing

/// The real `import` on a disk that is full, broken, or takes half of what it is given (SAFETY.md section 6).
@Suite(.serialized)
struct ImportFaultTests {
    @Test(arguments: [Fault.Kind.enospc, .eio, .short, .full])
    func `an import whose disk fails loses nothing, says why, and goes on later`(kind: Fault.Kind) throws {
        let scene = try ImportScene()
        let path = scene.target + "/"
        let calls = try Fault.calls(of: scene.words, in: scene.home, path: path)
        let undisturbed = try scene.ending()
        let numbers = calls.indices.filter { kind == .eio || Self.needsSpace(calls[$0]) }.map { $0 + 1 }
        #expect(numbers.count > 10)
        var pauses = 0
        for number in LongRun.isOn ? numbers : Self.some(5, of: numbers) {
            try scene.reset()
            let fault = Fault(kind: kind, at: number, path: path)
            let end = try scene.home.run(scene.words, environment: fault.environment())
            #expect(end.code != nil, "call \(number), \(calls[number - 1]): \(end)")
            try expectNothingHalf(scene, undisturbed, "\(kind) at call \(number), \(calls[number - 1])")
            if end.code == 0 { continue }
            pauses += 1
            #expect(end.error.contains("photostead: "), "\(end)")
            if kind == .enospc || kind == .full { #expect(end.error.contains("full"), "\(calls[number - 1]): \(end)") }
            let again = try scene.home.run(scene.words)
            #expect(again.code == 0, "after call \(number), \(calls[number - 1]): \(again)")
            let differences = try scene.differences(from: undisturbed)
            #expect(differences == [], "repeated after \(kind) at call \(number), \(calls[number - 1])")
        }
        print("import, \(kind): \(pauses) pauses")
    }

    @Test func `an import that finds no room for the trash leaves nothing half`() throws {
        let scene = try ImportScene()
        try #require(try scene.home.run(scene.words).code == 0)
        let undisturbed = try scene.ending()
        try scene.reset()
        let fault = Fault(kind: .full, at: 1, path: scene.target + "/.photostead/trash")
        let end = try scene.home.run(scene.words, environment: fault.environment())
        #expect(end.code != 0 && end.error.contains("full"), "\(end)")
        try expectNothingHalf(scene, undisturbed, "no room for the trash")
        #expect(try scene.home.run(scene.words).code == 0)
        #expect(try scene.differences(from: undisturbed) == [])
    }

    /// Every file of the storage is one of before or one of after, the card is as it was.
    private func expectNothingHalf(
        _ scene: ImportScene, _ undisturbed: ImportScene.Ending, _ what: String
    ) throws {
        let now = try scene.ending()
        #expect(now.card.differences(from: scene.card) == [], "\(what)")
        #expect(try scene.lost() == [], "\(what)")
        for (file, line) in now.files.files {
            // A number behind a name tells what came first.
            let isWhole = line == undisturbed.files.files[file] || line == scene.files.files[file]
            #expect(isWhole, "\(what): \(file) is \(line)")
        }
    }

    /// Calls that a full disk or a short write touches.
    private static func needsSpace(_ call: String) -> Bool {
        ["write", "alloc", "copy_file", "sendfile"].contains { call.contains($0) }
    }

    private static func some(_ count: Int, of numbers: [Int]) -> [Int] {
        var random = SeededRandom(seed: LongRun.seed)
        return (0..<count).compactMap { _ in numbers.randomElement(using: &random) }
    }
}
