import Media
package import Model

/// Finds out which files of one folder travel together: sidecars, live and motion videos, raw files beside pictures,
/// edited versions, Takeout's JSON (docs/metadata.md section 3).
package struct CompanionGroups {
    /// One file of the folder and its place in a group.
    package struct Member: Sendable, Hashable {
        /// Index among the names that were given.
        package let index: Int
        package let role: CompanionRole
    }

    private let names: [String]
    private let kinds: [Kind]
    /// Indices by lower-case name, and by lower-case stem for media.
    private var byName: [String: Int] = [:]
    private var byStem: [String: [Int]] = [:]
    /// The first file of the group that a file belongs to.
    private var leads: [Int]
    private var roles: [CompanionRole]

    private enum Kind {
        case picture, raw, video, motion, xmp, cameraSidecar, json, other
    }

    /// Groups of the files with these names, which lie in one folder; in the order of their first members, each with
    /// its lead first.
    package static func find(_ names: [[UInt8]]) -> [[Member]] {
        var groups = CompanionGroups(names)
        groups.link()
        return groups.collect()
    }

    private init(_ names: [[UInt8]]) {
        self.names = names.map { String(decoding: $0, as: UTF8.self) }
        kinds = self.names.map { Self.kind(Self.fileExtension($0)) }
        leads = Array(names.indices)
        roles = [CompanionRole](repeating: .lead, count: names.count)
        for (index, name) in self.names.enumerated() {
            byName[name.lowercased()] = index
            switch kinds[index] {
            case .picture, .raw, .video, .motion: byStem[Self.stem(name).lowercased(), default: []].append(index)
            case .xmp, .cameraSidecar, .json, .other: break
            }
        }
    }

    private mutating func link() {
        for stem in byStem.keys.sorted() { linkSameStem(byStem[stem] ?? []) }
        for index in names.indices where kinds[index] == .picture || kinds[index] == .video { linkEdited(index) }
        for index in names.indices where kinds[index] == .motion { linkMotion(index) }
        for index in names.indices where kinds[index] == .xmp || kinds[index] == .cameraSidecar { linkSidecar(index) }
        for index in names.indices where kinds[index] != .json && kinds[index] != .other { linkTakeout(index) }
    }

    /// One picture with its raw file and its video. Two pictures of one stem may be anything.
    private mutating func linkSameStem(_ indices: [Int]) {
        let sorted = indices.sorted { names[$0] < names[$1] }
        let lead = sorted.first { kinds[$0] == .picture } ?? sorted.first { kinds[$0] == .raw }
        guard let lead else { return }
        for index in sorted where index != lead {
            switch kinds[index] {
            case .raw: join(index, lead, .raw)
            case .video: join(index, lead, .motion)
            default: break
            }
        }
    }

    private mutating func linkEdited(_ index: Int) {
        guard leads[index] == index, let stem = EditedNames.original(of: Self.stem(names[index])),
            let original = byStem[stem]?.first(where: { kinds[$0] == kinds[index] || kinds[$0] == .raw })
        else { return }
        join(index, original, .edited)
    }

    /// `PXL_1.MP` belongs to `PXL_1.MP.jpg` or `PXL_1.jpg`.
    private mutating func linkMotion(_ index: Int) {
        let candidates =
            (byStem[names[index].lowercased()] ?? []) + (byStem[Self.stem(names[index]).lowercased()] ?? [])
        if let still = candidates.first(where: { kinds[$0] == .picture }) { join(index, still, .motion) }
    }

    /// `photo.ext.xmp`, else `photo.xmp`, which speaks of the raw file where there is one.
    private mutating func linkSidecar(_ index: Int) {
        let stem = Self.stem(names[index]).lowercased()
        if let photo = byName[stem], kinds[photo] != .other {
            join(index, photo, .sidecar)
        } else if let all = byStem[stem], let photo = all.first(where: { kinds[$0] == .raw }) ?? all.first {
            join(index, photo, .sidecar)
        }
    }

    private mutating func linkTakeout(_ index: Int) {
        for name in TakeoutNames.candidates(of: names[index]) {
            guard let json = byName[name.lowercased()], kinds[json] == .json else { continue }
            // One JSON may speak of a live photo's picture and video; it stays with the first.
            if leads[json] == json { join(json, index, .takeout) }
            return
        }
    }

    private mutating func join(_ index: Int, _ other: Int, _ role: CompanionRole) {
        guard leads[index] == index else { return }
        var lead = other
        while leads[lead] != lead { lead = leads[lead] }
        guard lead != index else { return }
        leads[index] = lead
        roles[index] = role
    }

    private func collect() -> [[Member]] {
        var groups: [Int: [Member]] = [:]
        for index in names.indices {
            var lead = index
            while leads[lead] != lead { lead = leads[lead] }
            groups[lead, default: []].append(Member(index: index, role: roles[index]))
        }
        return groups.sorted { $0.key < $1.key }.map { lead, members in
            members.filter { $0.index == lead } + members.filter { $0.index != lead }
        }
    }

    private static func kind(_ fileExtension: String) -> Kind {
        switch fileExtension {
        case "xmp": return .xmp
        case "json": return .json
        case "mp": return .motion
        case "aae", "thm": return .cameraSidecar
        default: break
        }
        guard let format = Formats.of(fileExtension: fileExtension) else { return .other }
        if format.mediaType == .video { return .video }
        return format.picture == .embeddedPreview ? .raw : .picture
    }

    private static func fileExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    private static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }
}
