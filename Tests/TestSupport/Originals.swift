import Foundation
import Glibc
import Platform

/// What must not change about the files of a folder: the oracle of docs/safety.md section 6.
package struct Originals: Equatable {
    /// One line a file, by its path below the folder; names are shown byte by byte where they are no ASCII.
    package private(set) var files: [String: String] = [:]

    /// No files.
    package static let none = Originals()

    private init() {}

    /// Reads every regular file below `folder` whose first component is none of `without`.
    package init(
        _ folder: String,
        without: Set<String> = [
            ".imalink-storage", ".imalink-storage.lock", ".photostead", "imalink-master.json",
            "imalink-master.json.previous", "imalink-sessions",
        ]
    ) throws {
        try walk(folder, below: "", without)
    }

    /// What differs, one line each; empty = nothing.
    package func differences(from before: Originals) -> [String] {
        Set(files.keys).union(before.files.keys).sorted().filter { files[$0] != before.files[$0] }.map {
            "\($0): \(before.files[$0] ?? "was not there") -> \(files[$0] ?? "is gone")"
        }
    }

    private mutating func walk(_ folder: String, below prefix: String, _ without: Set<String>) throws {
        guard let directory = opendir(folder) else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: UInt8.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: 256))
                }
                .prefix { $0 != 0 }
            }
            let shown = name.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "\\x\(Hex.encode([$0]))" }
                .joined()
            if shown == "." || shown == ".." || prefix.isEmpty && without.contains(shown) { continue }
            // A crash while an index file was written leaves one; the next writing removes it.
            if prefix.isEmpty, shown.hasPrefix(".photostead-new-index-") { continue }
            // A name that is no UTF-8 is reached through the descriptor of its folder.
            try look(Array(name), in: dirfd(directory), shown: prefix + shown, path: folder, without)
        }
    }

    private mutating func look(
        _ name: [UInt8], in folder: Int32, shown: String, path: String, _ without: Set<String>
    ) throws {
        var status = stat()
        let terminated = (name + [0]).map { CChar(bitPattern: $0) }
        guard fstatat(folder, terminated, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            return try walk(path + "/" + String(decoding: name, as: UTF8.self), below: shown + "/", without)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return }
        let file = openat(folder, terminated, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        let owned = Descriptor(owning: file)
        let content = try owned.readAll(limit: 1 << 30)
        let sha256 = content.withUnsafeBytes { RunningDigest.of($0, .sha256) }
        let modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + status.st_mtim.tv_nsec
        let attributes = try SafeFile.extendedAttributes(of: owned).map {
            "\($0.key)=\(Hex.encode($0.value))"
        }.sorted()
        files[shown] =
            "sha256 \(sha256) size \(content.count) mtime \(modified) mode \(String(status.st_mode, radix: 8)) "
            + "owner \(status.st_uid):\(status.st_gid) xattrs \(attributes)"
    }
}
