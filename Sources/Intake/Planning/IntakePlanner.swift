import Media
import Model
import Platform
import Store

/// Decides what becomes of units and where they go; the same for an import and for its preview.
final class IntakePlanner {
    private let policy: IntakePolicy
    private let session: ImportSessionRecord
    private let copies: KnownCopies
    private let names: TargetNames
    private let root: Folder

    init(
        policy: IntakePolicy, session: ImportSessionRecord, root: Folder, store: LibraryStore
    ) {
        self.policy = policy
        self.session = session
        copies = KnownCopies(store: store, storage: session.storage)
        names = TargetNames(root: root)
        self.root = root
    }

    /// Forgets what the target's folders hold, so that memory stays bounded.
    func forgetNames() { names.forget() }

    /// Gives every file of the unit its fate, or its target when it is to be imported.
    ///
    /// - Throws: `FileError` of the target, `SQLiteError`.
    func decide(_ unit: inout IntakeUnit) throws {
        for index in unit.files.indices where unit.files[index].record.state == .found { refuse(&unit.files[index]) }
        for index in unit.files.indices where unit.files[index].record.state == .found && unit.files[index].isMedia {
            try compare(&unit.files[index])
        }
        let isWanted = unit.files.contains { $0.isMedia && $0.record.state == .found }
        if isWanted { try place(&unit, isPortable: false) } else { settleCompanions(&unit) }
    }

    /// The disk has refused the folder: another one with names that every disk takes.
    ///
    /// - Throws: `FileError` of the target.
    func placeAgain(_ unit: inout IntakeUnit, isFolderPortable: Bool) throws {
        for index in unit.files.indices where unit.files[index].record.state == .planned {
            unit.files[index].record.state = .found
            unit.files[index].record.target = nil
        }
        try place(&unit, isPortable: isFolderPortable)
    }

    /// The disk has refused the name of one file: another one in the same folder.
    ///
    /// - Throws: `FileError` of the target.
    func portableTarget(of file: ImportFileRecord) throws -> RelativePath? {
        guard let target = file.target else { return nil }
        let name = target.name
        let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.count
        let place = PathTemplate.Place(folder: target.parent, stem: Array(name[..<dot]))
        return try names.reserve(place, lead: name, names: [name], isPortable: true).first
    }

    /// What can be no photo and no companion of one.
    private func refuse(_ file: inout IntakeFile) {
        guard let facts = file.facts else { return }
        if file.role == .lead {
            if facts.digests.size == 0 {
                file.settle(.rejected, "the file is empty")
            } else if facts.mediaType == nil {
                file.settle(.ignored, Self.isCompanion(file) ? "it belongs to no picture" : "no picture or video")
            }
        } else if file.role.isMedia, facts.digests.size == 0 {
            file.settle(.rejected, "the file is empty")
        }
    }

    private static func isCompanion(_ file: IntakeFile) -> Bool {
        ["xmp", "aae", "thm"].contains(file.record.path.fileExtension)
    }

    private func compare(_ file: inout IntakeFile) throws {
        guard let facts = file.facts else { return }
        if let copy = try copies.exact(facts) {
            let words = "the same file is in \(Self.words(copy))"
            file.record.mediaID = copy.itemID
            let wish = file.record.answer ?? policy.duplicates
            switch wish {
            case .keep: file.record.mediaID = nil
            // A file that the source holds twice neither replaces its twin nor is it a question.
            case _ where copy.session == session.key: file.settle(.duplicate, words)
            case .skip: file.settle(.duplicate, words)
            case .ask:
                file.settle(.duplicate, words)
                file.record.state = .asked
            case .replace where copy.storage == session.storage: file.record.replaces = copy.path
            case .replace: file.record.mediaID = nil
            }
        } else if policy.samePicture == .skip, let copy = try copies.picture(facts) {
            file.record.mediaID = copy.itemID
            file.settle(.duplicate, "the same picture with other metadata is in \(Self.words(copy))")
        }
    }

    private static func words(_ copy: KnownCopy) -> String {
        let state = copy.storageState == .offline ? " (offline)" : ""
        return "\(copy.storageName)\(state): \(copy.path.display)"
    }

    private func place(_ unit: inout IntakeUnit, isPortable: Bool) throws {
        guard let lead = unit.files.first, let facts = Self.leadFacts(unit) else { return }
        if let old = unit.files.first(where: { $0.record.replaces != nil })?.record.replaces {
            try followReplaced(old, &unit)
        }
        let wanted = unit.files.indices.filter {
            unit.files[$0].record.state == .found && unit.files[$0].record.replaces == nil
                && unit.files[$0].record.target == nil
        }
        let values = TemplateValues(
            name: lead.record.path.name, facts: facts, session: session.title, sequence: unit.number,
            album: unit.files.lazy.compactMap { $0.candidate.albums.first }.first ?? "")
        var place = policy.organisation.place(lead.record.path, values, session: session.number)
        if isPortable { place = place.portable }
        // The lead's name gives the stem also when the lead itself stays behind.
        let targets = try names.reserve(
            place, lead: lead.record.path.name, names: wanted.map { unit.files[$0].record.path.name },
            isPortable: isPortable)
        for (index, target) in zip(wanted, targets) { unit.files[index].record.target = target }
        for index in unit.files.indices where unit.files[index].record.state == .found {
            unit.files[index].record.target = unit.files[index].record.target ?? unit.files[index].record.replaces
            unit.files[index].record.state = .planned
        }
    }

    /// Companions of a file that takes another one's place go there too, and take the places of that one's companions.
    private func followReplaced(_ old: RelativePath, _ unit: inout IntakeUnit) throws {
        guard let lead = unit.files.first?.record.path.name else { return }
        let name = old.name
        let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.count
        let companions = unit.files.indices.filter { !unit.files[$0].isMedia && unit.files[$0].record.state == .found }
        let names = UnitNames(
            companions.map { unit.files[$0].record.path.name }, lead: lead, stem: Array(name[..<dot]),
            isPortable: false
        ).names(1)
        let folder = old.parent.map { $0.bytes + [UInt8(ascii: "/")] } ?? []
        for (index, name) in zip(companions, names) {
            guard let target = RelativePath(bytes: folder + name) else { continue }
            if try root.status(of: target) != nil { unit.files[index].record.replaces = target }
            unit.files[index].record.target = target
        }
    }

    /// Of the lead, or of the first file of the unit that could be read.
    private static func leadFacts(_ unit: IntakeUnit) -> Facts? {
        let media = unit.files.first { $0.isMedia }
        return media.flatMap { $0.shownFacts ?? $0.facts }
    }

    /// Companions share the fate of what they accompany.
    private func settleCompanions(_ unit: inout IntakeUnit) {
        guard let lead = unit.files.first(where: { $0.record.state != .found }) else { return }
        for index in unit.files.indices where unit.files[index].record.state == .found {
            unit.files[index].settle(
                lead.record.fate ?? .ignored, "it belongs to \(lead.record.path.displayName)",
                hint: lead.record.hint)
        }
    }
}

extension PathTemplate.Place {
    /// The same place by names that every file system takes.
    var portable: PathTemplate.Place {
        let parts = folder?.bytes.split(separator: UInt8(ascii: "/")).map { SafeName.portable(Array($0)) } ?? []
        return PathTemplate.Place(
            folder: RelativePath(bytes: Array(parts.joined(separator: [UInt8(ascii: "/")]))), stem: stem)
    }
}
