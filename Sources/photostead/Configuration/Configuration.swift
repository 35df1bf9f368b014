import Glibc
import Model
import Platform

/// Where things lie and how the server listens: flags, then environment, then a file, then defaults.
struct Configuration: Sendable {
    /// The library folder.
    let data: String
    /// Thumbnails and other files that can be made again.
    let cache: String
    /// The folder with `Templates` and `Public`; nil = beside the program.
    let assets: String?
    let bind: String
    let port: Int

    /// - Parameters:
    ///   - flags: what the command line said, by option name without dashes.
    ///   - environment: the process's environment.
    /// - Throws: `Refusal`.
    init(flags: [String: String], environment: [String: String]) throws {
        let home = environment["HOME"] ?? "/"
        let file = try Self.file(environment, home: home)
        func value(_ key: String) -> String? {
            flags[key] ?? environment["PHOTOSTEAD_" + key.uppercased()].flatMap { $0.isEmpty ? nil : $0 } ?? file[key]
        }
        func folder(_ variable: String, _ fallback: String) -> String {
            let base = environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
            return (base ?? home + "/" + fallback) + "/photostead"
        }
        data = AbsolutePath.resolve(value("data") ?? folder("XDG_DATA_HOME", ".local/share"))
        cache = AbsolutePath.resolve(
            value("cache") ?? Self.cache(ofData: flags["data"], folder("XDG_CACHE_HOME", ".cache")))
        assets = value("assets").map(AbsolutePath.resolve)
        bind = value("bind") ?? "127.0.0.1"
        guard let port = Int(value("port") ?? "8080"), (0...65535).contains(port) else {
            throw Refusal.setting("the port", "it must be a number from 0 to 65535")
        }
        self.port = port
    }

    /// A library that was named on the command line keeps its caches beside it, so that two libraries do not mix.
    private static func cache(ofData data: String?, _ shared: String) -> String { data.map { $0 + "/cache" } ?? shared }

    /// `key = value` lines; `#` begins a comment.
    private static func file(_ environment: [String: String], home: String) throws -> [String: String] {
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
        let path = environment["PHOTOSTEAD_CONFIG"] ?? base + "/photostead/photostead.conf"
        guard let text = try text(of: path, isRequired: environment["PHOTOSTEAD_CONFIG"] != nil) else { return [:] }
        var values: [String: String] = [:]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.trimmed
            if content.isEmpty || content.hasPrefix("#") { continue }
            let parts = content.split(separator: "=", maxSplits: 1)
            let key = parts.first.map { $0.trimmed.lowercased() } ?? ""
            guard parts.count == 2, keys.contains(key) else {
                throw Refusal.setting("\(path):\(number + 1)", "“\(content)” is no setting")
            }
            values[key] = parts[1].trimmed
        }
        return values
    }

    private static let keys: Set<String> = ["data", "cache", "assets", "bind", "port"]

    private static func text(of path: String, isRequired: Bool) throws -> String? {
        guard let slash = path.lastIndex(of: "/"), let name = RelativePath(String(path[path.index(after: slash)...]))
        else { throw Refusal.setting(path, "it is no path of a file") }
        do {
            let folder = try Folder(path: String(path[..<slash]))
            let exists = try folder.status(of: name) != nil
            guard isRequired || exists else { return nil }
            return String(decoding: try folder.openFile(name).readAll(limit: 1 << 16), as: UTF8.self)
        } catch let error as FileError where error.code == ENOENT && !isRequired {
            return nil
        }
    }
}

extension Refusal {
    /// A setting that cannot be used.
    static func setting(
        _ subject: String, _ reason: String,
        hint: String = "Settings are data, cache, assets, bind and port: as flags, as PHOTOSTEAD_*, or in the file."
    ) -> Refusal {
        Refusal(subject, reason, hint: hint)
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        let count = start.reversed().drop { $0.isWhitespace }.count
        return String(start.prefix(count))
    }
}
