import Foundation
import Glibc

/// Kills an operation at its calls that change files, or lets them fail, and looks at what is left (docs/safety.md
/// section 6).
package struct FaultBench {
    /// What one trial has shown.
    package struct Outcome: Sendable {
        /// Whether the run was disturbed, and has not come to its end all the same.
        package let isDisturbed: Bool
        /// What is wrong, a sentence each.
        package let problems: [String]
    }

    private let scene: any FaultScene
    /// What an undisturbed run leaves.
    package let ending: Set<String>
    /// Calls of an undisturbed run that change files, one line each.
    package let calls: [String]
    /// Those of them on the disk that fails.
    package let diskCalls: [String]

    /// Runs the operation undisturbed.
    package init(_ scene: any FaultScene) throws {
        self.scene = scene
        let log = NSTemporaryDirectory() + "photostead-calls-\(UUID().uuidString).log"
        defer { unlink(log) }
        let end = try scene.run(Fault(path: scene.everything, log: log).environment())
        guard end.code == 0 else { throw Failed(words: end.words) }
        calls = try Self.lines(log)
        diskCalls = calls.filter { $0.contains(scene.disk) }
        ending = try scene.ending()
    }

    private struct Failed: Error { let words: String }

    /// The calls in a log of the preload library.
    package static func lines(_ log: String) throws -> [String] {
        // Names may hold anything, line feeds among it.
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self).split(separator: "\n")
            .filter { $0.first?.isNumber ?? false }.map(String.init)
    }

    /// Kills the operation before a call, counted from 1, and goes on with it.
    package func kill(at number: Int) throws -> Outcome {
        try scene.reset()
        let end = try scene.run(Fault(kind: .kill, at: number, path: scene.everything).environment())
        // How the commits of two databases fall together decides how many calls there are: some come to their end.
        let wrong = end.code ?? 0 == 0 ? [] : ["it ended with \(end.words)"]
        return try judge(wrong, isDisturbed: end.code == nil, "killed at call \(number), \(Self.line(number, calls))")
    }

    /// Lets a call on the disk fail, counted from 1 among those, and goes on with the operation.
    package func fail(_ kind: Fault.Kind, at number: Int) throws -> Outcome {
        try scene.reset()
        let end = try scene.run(Fault(kind: kind, at: number, path: scene.disk).environment())
        let isDisturbed = end.code != 0
        let complaint = isDisturbed ? end.code == nil ? "it was killed" : scene.complaint(end, kind) : nil
        let leftovers = try scene.leftovers().map { "\($0) is left" }
        return try judge(
            [complaint].compactMap { $0 } + leftovers, isDisturbed: isDisturbed,
            "\(kind) at call \(number), \(Self.line(number, diskCalls))")
    }

    private func judge(_ wrong: [String], isDisturbed: Bool, _ what: String) throws -> Outcome {
        var problems = (wrong + (try scene.harm())).map { "\(what): \($0)" }
        if try !scene.isOver() {
            let again = try scene.run([])
            if again.code != 0 { problems.append("repeated after \(what): \(again.words)") }
        }
        let left = try scene.ending()
        let differences =
            left.subtracting(ending).sorted().map { "unexpected \($0)" }
            + ending.subtracting(left).sorted().map { "missing \($0)" }
        problems += (differences + (try scene.harm())).map { "after \(what): \($0)" }
        return Outcome(isDisturbed: isDisturbed, problems: problems)
    }

    private static func line(_ number: Int, _ calls: [String]) -> String {
        calls.indices.contains(number - 1) ? calls[number - 1] : "one that an undisturbed run does not make"
    }

    /// Numbers of the calls that are worth a failure of this kind: a broken disk fails everywhere, a full one where room
    /// is needed.
    package func numbers(for kind: Fault.Kind) -> [Int] {
        diskCalls.indices.filter { index in
            kind == .eio || ["write", "alloc", "copy_file", "sendfile"].contains { diskCalls[index].contains($0) }
        }.map { $0 + 1 }
    }
}
