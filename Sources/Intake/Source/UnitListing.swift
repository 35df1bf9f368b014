import Model
import Store

/// Turns the walk of a source into units: the files of a folder that travel together, each with its role.
struct UnitListing {
    private struct Level {
        /// nil = the root.
        let folder: RelativePath?
        var files: [ImportFileRecord] = []
    }

    private let session: Int64
    private var levels: [Level] = []
    private var units = 0

    init(session: Int64) { self.session = session }

    /// Takes the next entry of the walk.
    ///
    /// - Returns: units that are complete by now: no further file of their folders can come.
    mutating func add(_ entry: IntakeEntry) -> [[ImportFileRecord]] {
        var file = ImportFileRecord(
            session: session, unit: 0, role: .lead, path: entry.path, size: 0,
            modifiedNanoseconds: 0)
        var complete: [[ImportFileRecord]] = []
        switch entry.finding {
        case .file(let candidate):
            (file.size, file.modifiedNanoseconds) = (candidate.size, candidate.modifiedNanoseconds)
            complete = close(to: entry.path.parent)
            if levels.last?.folder != entry.path.parent || levels.isEmpty {
                levels.append(Level(folder: entry.path.parent))
            }
            levels[levels.count - 1].files.append(file)
        case .ignored(let reason):
            (file.fate, file.reason, file.state) = (.ignored, reason, .done)
            complete.append(numbered([file]))
        case .unreadable(let reason, let hint):
            (file.fate, file.reason, file.hint, file.state) = (.failed, reason, hint, .done)
            complete.append(numbered([file]))
        }
        return complete
    }

    /// The units of the folders that are still open.
    mutating func finish() -> [[ImportFileRecord]] {
        var units: [[ImportFileRecord]] = []
        while let level = levels.popLast() { units += grouped(level.files) }
        return units
    }

    /// Closes the folders that do not hold `folder`.
    private mutating func close(to folder: RelativePath?) -> [[ImportFileRecord]] {
        var units: [[ImportFileRecord]] = []
        while let top = levels.last, !Self.contains(top.folder, folder) {
            levels.removeLast()
            units += grouped(top.files)
        }
        return units
    }

    private static func contains(_ outer: RelativePath?, _ inner: RelativePath?) -> Bool {
        guard let outer else { return true }
        guard let inner else { return false }
        return inner == outer || inner.bytes.starts(with: outer.bytes + [UInt8(ascii: "/")])
    }

    private mutating func grouped(_ files: [ImportFileRecord]) -> [[ImportFileRecord]] {
        CompanionGroups.find(files.map(\.path.name)).map { members in
            numbered(
                members.map { member in
                    var file = files[member.index]
                    file.role = member.role
                    return file
                })
        }
    }

    private mutating func numbered(_ files: [ImportFileRecord]) -> [ImportFileRecord] {
        units += 1
        return files.map { file in
            var file = file
            file.unit = units
            return file
        }
    }
}
