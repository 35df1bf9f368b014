import Foundation
import Platform

/// The preload library that kills or fails a program at the n-th call that changes a file; see `Tests/Faults/faults.c`.
package enum FaultLibrary {
    private static let built = Lock<String?>(nil)

    /// Builds the library at the first call.
    ///
    /// - Returns: its absolute path.
    package static func path() throws -> String {
        try built.withLock { built in
            if let built { return built }
            let output = Corpus.packageFolder + "/.build/faults"
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/make")
            process.arguments = ["-s", "-C", Corpus.packageFolder + "/Tests/Faults", "OUTPUT=\(output)"]
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw BuiltPrograms.Missing(name: "the preload library") }
            let path = output + "/libphotostead-faults.so"
            built = path
            return path
        }
    }
}
