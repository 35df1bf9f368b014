import Composition
import Glibc
import Media
import Model
import Platform

/// Where the other parts of the installation lie, seen from this program.
enum Programs {
    /// The worker, beside this program.
    ///
    /// - Throws: `Refusal`.
    static func worker() throws -> String {
        let path = WorkerPool.executableBesideProgram
        guard access(path, X_OK) == 0 else {
            throw Refusal.setting(path, "the worker program is not there; build or install it beside `photostead`")
        }
        return path
    }

    /// The folder with `Templates` and `Public`: the nearest one above the program, or the installed one.
    ///
    /// - Throws: `Refusal`.
    static func assets() throws -> String {
        var candidate = try folder()
        while true {
            for folder in [candidate, candidate + "/share/photostead"] where access(folder + "/Templates", X_OK) == 0 {
                return folder
            }
            guard let slash = candidate.lastIndex(of: "/") else { break }
            candidate = String(candidate[..<slash])
        }
        throw Refusal.setting("the assets", "there is no folder with Templates and Public; name it with --assets")
    }

    private static func folder() throws -> String {
        let folder = try Folder(path: "/proc/self")
        guard let path = folder.target(ofLink: "exe") else {
            throw Refusal.setting("/proc/self/exe", "it does not tell where the program lies")
        }
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
}

extension OpenLibrary {
    /// Opens the library of this configuration.
    ///
    /// - Throws: `Refusal` without the worker, and what `init` throws.
    convenience init(_ configuration: Configuration) throws {
        try self.init(
            data: configuration.data, pictures: configuration.cache,
            parts: LibraryParts(worker: try Programs.worker()))
    }
}
