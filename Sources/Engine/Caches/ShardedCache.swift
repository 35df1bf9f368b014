import Glibc
import Model
package import Platform

/// Files named by a digest in 256 folders named by its first two digits:
/// `{root}/{prefix}/{digest}.jpg`. They can be made again, so they are not flushed; they appear whole or not at all.
package final class ShardedCache: Sendable {
    private let root: Folder
    private let fileExtension: String
    private let shards = Lock<[String: Folder]>([:])

    /// - Parameters:
    ///   - path: made when it is absent.
    ///   - fileExtension: without dot.
    /// - Throws: `FileError`.
    package init(path: String, fileExtension: String) throws {
        root = try SafeFile.makeFolders(path)
        self.fileExtension = fileExtension
    }

    /// The file of a digest; nil when it is not there or empty.
    package func open(_ digest: String) -> (file: Descriptor, length: Int64)? {
        guard isDigest(digest), let name = RelativePath("\(digest).\(fileExtension)") else { return nil }
        // What cannot be opened is made again; nothing is lost by it.
        guard let shard = try? shard(digest), let file = try? shard.openFile(name), let status = try? file.status(),
            status.size > 0
        else { return nil }
        return (file, status.size)
    }

    /// Puts bytes in place of what the digest named before.
    ///
    /// - Throws: `FileError`.
    package func store(_ bytes: [UInt8], _ digest: String) throws {
        guard isDigest(digest) else { throw FileError(.create, path: digest, code: EINVAL) }
        let shard = try shard(digest)
        let temporary = SafeFile.temporaryName()
        do {
            try SafeFile.write(bytes, to: SafeFile.create(temporary, in: shard, mode: 0o600))
            try SafeFile.rename(temporary, in: shard, to: Array("\(digest).\(fileExtension)".utf8), in: shard)
        } catch {
            // The first error is the one to tell.
            _ = try? SafeFile.remove(temporary, in: shard)
            throw error
        }
    }

    /// How many files there are, and their bytes.
    package func figures() throws -> (count: Int, bytes: Int64) {
        var (count, bytes) = (0, Int64(0))
        for entry in try FileTree(root: root) {
            guard case .file(let status) = entry.finding else { continue }
            count += 1
            bytes += status.size
        }
        return (count, bytes)
    }

    /// Whatever comes here, no name leads out of the cache.
    private func isDigest(_ text: String) -> Bool { text.utf8.count >= 2 && Hex.isValid(text, count: text.utf8.count) }

    private func shard(_ digest: String) throws -> Folder {
        let prefix = String(digest.prefix(2))
        if let known = shards.withLock({ $0[prefix] }) { return known }
        let folder = try SafeFile.makeFolder(Array(prefix.utf8), in: root, mode: 0o700)
        shards.withLock { $0[prefix] = folder }
        return folder
    }
}
