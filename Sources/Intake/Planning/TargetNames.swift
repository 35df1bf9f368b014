import Glibc
import Model
import Platform

/// Finds names that are free in a storage for whole units, also on disks that do not tell case or Unicode normal forms
/// apart.
final class TargetNames {
    private struct Names {
        /// Folded: two strings are equal when a disk might take them for one name.
        var taken: Set<String>
        /// Where counting goes on for a stem that is often taken.
        var next: [String: Int] = [:]
    }

    private let root: Folder
    private var folders: [[UInt8]: Names] = [:]

    init(root: Folder) { self.root = root }

    /// Forgets what folders hold; call when everything that was reserved has its place.
    func forget() { if folders.count > 64 { folders = [:] } }

    /// Reserves a path for each file of a unit.
    ///
    /// - Parameters:
    ///   - lead: what the lead of the unit is called in the source.
    ///   - names: the same of the files that go there.
    ///   - isPortable: whether the target has refused the names as they are.
    /// - Returns: their paths, in the same order.
    /// - Throws: `FileError`.
    func reserve(
        _ place: PathTemplate.Place, lead: [UInt8], names: [[UInt8]], isPortable: Bool
    ) throws -> [RelativePath] {
        let folder = place.folder?.bytes ?? []
        var known = try folders[folder] ?? list(place.folder)
        defer { folders[folder] = known }
        let unit = UnitNames(names, lead: lead, stem: place.stem, isPortable: isPortable)
        let key = Self.folded(place.stem + [0] + (names.first ?? []))
        var number = known.next[key] ?? 1
        while true {
            let candidates = unit.names(number)
            let keys = candidates.map(Self.folded)
            if keys.allSatisfy({ !known.taken.contains($0) }) {
                known.taken.formUnion(keys)
                known.next[key] = number + 1
                return try candidates.map { try Self.path(folder, $0) }
            }
            number += 1
        }
    }

    static func folded(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self).lowercased() }

    private static func path(_ folder: [UInt8], _ name: [UInt8]) throws -> RelativePath {
        let bytes = folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
        guard let path = RelativePath(bytes: bytes) else {
            throw FileError(.create, path: String(decoding: bytes, as: UTF8.self), code: EINVAL)
        }
        return path
    }

    private func list(_ folder: RelativePath?) throws -> Names {
        do {
            let names = try (folder.map { try root.openFolder($0) } ?? root).entries()
            return Names(taken: Set(names.map { Self.folded($0.name) }))
        } catch let error as FileError where error.isMissing { return Names(taken: []) }
    }
}
