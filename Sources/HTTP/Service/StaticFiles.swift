import Model
package import Platform

/// Files of one folder that belong to the program: styles, scripts, icons.
///
/// Small files are kept in memory, texts also compressed; a file is looked at again at most once a second, so edited
/// files are served without a restart. Nothing outside the folder, no link and no dot file is ever opened.
package final class StaticFiles: Sendable {
    private struct Entry {
        let status: FileStatus
        /// nil for a file too large to be kept.
        let content: KeptFile?
        var checked: Double

        var version: String { content?.version ?? String(status.modifiedNanoseconds, radix: 36) }
    }

    private static let largestKept: Int64 = 1 << 20
    private let folder: Folder
    private let time: any TimeSource
    private let entries = Lock<[RelativePath: Entry]>([:])

    /// - Throws: `FileError`.
    package init(folder path: String, time: any TimeSource = SystemTime()) throws {
        folder = try Folder(path: path)
        self.time = time
    }

    /// The file for decoded path components; nil when there is none that may be served.
    package func response(_ path: [String], for head: RequestHead) -> Response? {
        guard let path = Self.relativePath(path), let entry = entry(path) else { return nil }
        let etag = EntityTag.of(entry.status)
        let modified = HTTPDate.format(entry.status.modifiedNanoseconds / 1_000_000_000)
        if let content = entry.content { return content.response(for: head, etag: etag, modified: modified) }
        let type = ContentTypes.type(forExtension: path.fileExtension)
        let isCurrent = head.query["v"] == entry.version
        return large(path, KeptFile.headers(type, isCurrent: isCurrent, etag: etag, modified: modified))
    }

    /// What `?v=` must be for the file to be cached for ever; nil when there is no such file.
    package func version(_ path: String) -> String? {
        Self.relativePath(path.split(separator: "/").map(String.init)).flatMap { entry($0)?.version }
    }

    private static func relativePath(_ components: [String]) -> RelativePath? {
        guard !components.contains(where: { $0.hasPrefix(".") || $0.contains("/") }) else { return nil }
        return RelativePath(components.joined(separator: "/"))
    }

    private func large(_ path: RelativePath, _ headers: Headers) -> Response? {
        // A file that vanished meanwhile is one that is not there.
        guard let file = try? folder.openFile(path), let status = try? file.status() else { return nil }
        return Response(.ok, headers: headers, body: .file(file, offset: 0, length: status.size))
    }

    /// The file as it is now, from memory if it has not changed.
    private func entry(_ path: RelativePath) -> Entry? {
        let now = time.monotonic
        let kept = entries.withLock { $0[path] }
        if let kept, now - kept.checked < 1 { return kept }
        // Whatever cannot be opened is not there for the client.
        guard let file = try? folder.openFile(path), let status = try? file.status() else { return nil }
        if var kept, kept.status.isUnchanged(status) {
            kept.checked = now
            entries.withLock { $0[path] = kept }
            return kept
        }
        guard let entry = Self.read(file, status, path, now) else { return nil }
        entries.withLock { $0[path] = entry }
        return entry
    }

    private static func read(_ file: Descriptor, _ status: FileStatus, _ path: RelativePath, _ now: Double) -> Entry? {
        guard status.size <= largestKept else { return Entry(status: status, content: nil, checked: now) }
        // As above: not readable is not there.
        guard let bytes = try? file.readAll(limit: Int(largestKept)) else { return nil }
        return Entry(status: status, content: KeptFile(bytes, extension: path.fileExtension), checked: now)
    }
}
