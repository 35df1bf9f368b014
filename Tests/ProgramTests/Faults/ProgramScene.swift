import Foundation
import Platform
import TestSupport
import Testing

/// A household whose real program runs one command; some of its folders are kept aside, to begin each trial with.
class ProgramScene: FaultScene {
    let home: Household
    var words: [String] = []
    /// Below the household.
    private let folders: [String]

    init(_ home: Household, folders: [String]) throws {
        self.home = home
        self.folders = folders
    }

    var everything: String { home.path + "/" }
    /// That of the folder that was named last.
    var disk: String { "\(home.path)/\(folders.last ?? "")/" }

    /// What lies there now is what `reset` lays out.
    func keep() throws {
        for name in folders {
            let aside = "\(home.path)/aside-\(name)"
            if FileManager.default.fileExists(atPath: aside) { try FileManager.default.removeItem(atPath: aside) }
            if FileManager.default.fileExists(atPath: "\(home.path)/\(name)") {
                try copy("\(home.path)/\(name)", to: aside)
            }
        }
    }

    func reset() throws {
        for name in folders {
            let (folder, aside) = ("\(home.path)/\(name)", "\(home.path)/aside-\(name)")
            if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
            if FileManager.default.fileExists(atPath: aside) { try copy(aside, to: folder) }
        }
    }

    private func copy(_ folder: String, to target: String) throws {
        let end = try Household.end(of: Command("/bin/cp", arguments: ["-a", folder, target].map { Array($0.utf8) }))
        try #require(end.code == 0)
    }

    func run(_ environment: [String]) throws -> FaultEnd {
        let end = try home.run(words, environment: environment)
        return FaultEnd(code: end.code, words: "\(end)")
    }

    func harm() throws -> [String] { [] }
    func ending() throws -> Set<String> { [] }
    func isOver() throws -> Bool { false }

    func leftovers() throws -> [String] {
        // That of an index file is removed when the file is written the next time.
        try FileManager.default.subpathsOfDirectory(atPath: disk)
            .filter { Self.isTemporary($0) && !$0.hasPrefix(".photostead-new-index-") }
    }

    static func isTemporary(_ path: String) -> Bool {
        path.split(separator: "/").last?.hasPrefix(".photostead-new-") ?? false
    }

    func complaint(_ end: FaultEnd, _ kind: Fault.Kind) -> String? {
        guard end.words.contains("photostead: ") else { return "it says nothing: \(end.words)" }
        let isFull = [.enospc, .full].contains(kind)
        return isFull && !end.words.contains("full") ? "it does not say that the disk is full: \(end.words)" : nil
    }
}

extension Originals {
    /// A line for each file.
    var lines: Set<String> { Set(files.map { "\($0.key): \($0.value)" }) }
}
