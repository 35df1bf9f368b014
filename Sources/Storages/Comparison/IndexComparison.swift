import Media
import Model
import Platform
import StorageAccess
import Store

/// One file that has to be read because it is new or changed.
struct FileToRead: Sendable {
    let path: RelativePath
    let status: FileStatus
    /// SHA-256 in the row of the file; nil = it is new.
    let knownSHA256: String?
    /// Whether the run that was interrupted has counted it: nothing but a new row is counted again.
    var isCounted = false
}

/// What a stretch of the walk brought, in path order.
struct IndexStretch: Sendable {
    var reads: [FileToRead] = []
    /// Files whose rows already say what the disk says.
    var unchanged = 0
    /// Missing items whose unchanged file is there again.
    var returned: [String] = []
    /// New files that are not to be read.
    var unread: [FileToRead] = []
    /// Passed over, by reason.
    var ignored: [String: Int] = [:]
    var unreadable: [OperationProblem] = []
    /// The last path of the stretch: where a resumed run goes on counting.
    var last: RelativePath?

    mutating func ignore(_ reason: String) { ignored[reason, default: 0] += 1 }

    var weight: Int { reads.count * 64 + unread.count * 8 + unchanged + ignored.count }
}

/// Merges the walk of a storage with its rows; both come in the byte order of the paths, so memory stays constant.
struct IndexComparison {
    let folder: Folder
    let depth: ReindexMode
    /// Whether new files are read.
    var hashesNew = true
    var scope = IndexScope.everything
    /// Files that are read together.
    var batch = 48
    let stop: StopSignal
    /// The next rows after a path.
    let knownAfter: @Sendable ([UInt8]) throws -> [KnownItem]
    /// Paths up to here were counted before.
    let countedTo: RelativePath?

    /// What the whole comparison leaves over.
    struct Leftover: Sendable {
        /// Rows whose file is not there although its folder could be read.
        var missing: [MissingItem] = []
        /// Folders that nothing is known about.
        var unreadableFolders: [RelativePath] = []
    }

    struct MissingItem: Sendable {
        let id: String
        let path: RelativePath
    }

    /// Walks and hands out stretches of limited weight.
    ///
    /// - Parameter emit: answers false when nobody wants more.
    func run(emit: (IndexStretch) -> Bool) throws -> Leftover {
        let known = KnownItems(page: knownAfter)
        var stretch = IndexStretch()
        var leftover = Leftover()
        let skipped = Lock<[String]>([])
        var tree = try tree(noting: skipped)
        while let entry = tree?.next() {
            for reason in skipped.withLock({ Self.takeAll(&$0) }) { stretch.ignore(reason) }
            let path = scope.path(entry.path)
            try known.passMissing(before: path, into: &leftover.missing)
            meet(
                entry.finding, at: path, known: try known.take(path), stretch: &stretch, leftover: &leftover)
            stretch.last = path
            if stretch.reads.count >= batch || stretch.weight >= 4096 {
                guard emit(stretch) else { return leftover }
                stretch = IndexStretch()
            }
        }
        if stop.isRequested { return leftover }
        try known.passMissing(before: nil, into: &leftover.missing)
        for reason in skipped.withLock({ Self.takeAll(&$0) }) { stretch.ignore(reason) }
        _ = emit(stretch)
        leftover.dropUnknown()
        return leftover
    }

    /// - Parameter skipped: takes the reason of every folder that is not entered and not counted yet.
    private func tree(noting skipped: Lock<[String]>) throws -> FileTree? {
        func skip(_ folder: RelativePath, _ reason: String) -> Bool {
            if !isCounted(folder) { skipped.withLock { $0.append(reason) } }
            return false
        }
        return try scope.tree(
            in: folder, stop: stop,
            mayOpen: { path in
                guard let reason = IgnoredNames.reason(component: path.name) else { return true }
                return reason == .ours ? false : skip(path, reason.rawValue)
            },
            shouldEnter: { path, names in
                names.contains(StorageFiles.signature) ? skip(path, "nested storage") : true
            })
    }

    private static func takeAll(_ reasons: inout [String]) -> [String] {
        defer { reasons.removeAll(keepingCapacity: true) }
        return reasons
    }

    /// Whether the run that was interrupted has counted this path.
    private func isCounted(_ path: RelativePath) -> Bool { countedTo.map { path <= $0 } ?? false }

    private func meet(
        _ finding: FileTree.Finding, at path: RelativePath, known: KnownItem?, stretch: inout IndexStretch,
        leftover: inout Leftover
    ) {
        let isCounted = isCounted(path)
        switch finding {
        case .file(let status):
            if let reason = IgnoredNames.reason(component: path.name) {
                // Our own files come and go without anybody's doing.
                if !isCounted, reason != .ours { stretch.ignore(reason.rawValue) }
            } else {
                meet(status, at: path, known: known, isCounted: isCounted, stretch: &stretch)
            }
        case .symlink where !isCounted: stretch.ignore("symbolic link")
        case .special where !isCounted: stretch.ignore("no regular file")
        case .loop where !isCounted: stretch.ignore("folder mounted inside itself")
        case .symlink, .special, .loop: break
        case .unreadable(let error):
            leftover.unreadableFolders.append(path)
            guard !isCounted else { break }
            stretch.unreadable.append(
                OperationProblem(path: path.display, fate: .failed, reason: error.reason, hint: error.hint))
        }
    }

    private func meet(
        _ status: FileStatus, at path: RelativePath, known: KnownItem?, isCounted: Bool, stretch: inout IndexStretch
    ) {
        guard let known else {
            let file = FileToRead(path: path, status: status, knownSHA256: nil, isCounted: isCounted)
            if depth != .quick, hashesNew || SidecarNames.isSidecar(path) {
                stretch.reads.append(file)
            } else if depth != .quick, Formats.of(fileExtension: path.fileExtension) != nil {
                stretch.unread.append(file)
            } else if !isCounted {
                stretch.ignore("not indexed yet")
            }
            return
        }
        let isSame = known.size == status.size && known.modifiedNanoseconds == status.modifiedNanoseconds
        if depth == .full && !isCounted || depth == .smart && !isSame {
            stretch.reads.append(FileToRead(path: path, status: status, knownSHA256: known.sha256))
        } else {
            if !isCounted { stretch.unchanged += 1 }
            if known.state == .missing { stretch.returned.append(known.id) }
        }
    }
}

extension IndexComparison.Leftover {
    /// Nothing is known of files below folders that could not be read: they are not missing.
    mutating func dropUnknown() {
        guard !unreadableFolders.isEmpty else { return }
        missing.removeAll { item in
            unreadableFolders.contains { AbsolutePath.contains($0.bytes, item.path.bytes) }
        }
    }
}
