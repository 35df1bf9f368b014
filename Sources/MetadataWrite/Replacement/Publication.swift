import Glibc
import Media
import Model
import Platform

/// Puts a finished copy in the place of the file it was made from, without ever destroying what another program has
/// saved there meanwhile: the two change places, and only then is it certain what was displaced.
struct Publication {
    let made: StagedFile
    let staging: Staging
    /// The place, in `parent`.
    let name: [UInt8]
    let parent: Folder
    /// What was read there; nil = the name has to be free.
    let existing: Subject?
    let inspector: any CopyInspector

    /// A later write may carry the same modification time: FAT counts in two seconds.
    private static let coarsestSeconds: Int64 = 4

    /// Afterwards the original lies under the copy's temporary name, or nothing does.
    ///
    /// - Throws: `MetadataWriteError.changedMeanwhile`, `FileError`; what stood in the place stands there.
    func run() throws {
        guard let existing else {
            return try SafeFile.renameNew(made.name, in: staging.folder, to: name, in: parent)
        }
        try checkPlace(existing)
        guard try exchange(existing) else {
            // Nothing can be looked at afterwards here: as late a look as there can be.
            try checkPlace(existing)
            return try SafeFile.rename(made.name, in: staging.folder, to: name, in: parent)
        }
        let isOriginal: Bool
        do {
            isOriginal = try isDisplaced(existing)
        } catch {
            try takeBack()
            throw error
        }
        guard !isOriginal else { return }
        try takeBack()
        throw MetadataWriteError.changedMeanwhile(existing.display)
    }

    /// Whether the copy, and nothing else, lies under its temporary name.
    func isStaged() throws -> Bool {
        guard let there = try staging.folder.status(named: made.name) else { return true }
        let own = try made.file.status()
        return there.device == own.device && there.inode == own.inode
    }

    private func checkPlace(_ existing: Subject) throws {
        guard let now = try parent.status(named: name), now.isUnchanged(existing.status),
            now.changedNanoseconds == existing.status.changedNanoseconds
        else { throw MetadataWriteError.changedMeanwhile(existing.display) }
    }

    private func exchange(_ existing: Subject) throws -> Bool {
        do {
            return try SafeFile.exchange(made.name, in: staging.folder, with: name, in: parent)
        } catch let error as FileError where error.code == ENOENT {
            // A photo that was deleted does not come back.
            guard try parent.status(named: name) == nil else { throw error }
            throw MetadataWriteError.changedMeanwhile(existing.display)
        }
    }

    /// Whether what lies under the temporary name now is what the copy was made from. Its change of name has changed
    /// its `ctime`.
    private func isDisplaced(_ existing: Subject) throws -> Bool {
        guard let now = try staging.folder.status(named: made.name), now.kind == .file,
            now.size == existing.status.size, now.modifiedNanoseconds == existing.status.modifiedNanoseconds
        else { return false }
        let isSame = now.device == existing.status.device && now.inode == existing.status.inode
        if isSame, try !isRecent(existing.status) { return true }
        let file = existing.opened(try staging.open(made.name))
        let hash = try inspector.inspect(file, for: .identity).facts.digests.sha256
        return hash == existing.inspection.facts.digests.sha256
    }

    /// Whether the file was written so shortly before that its modification time tells nothing.
    private func isRecent(_ status: FileStatus) throws -> Bool {
        let now = try made.file.status().changedNanoseconds / 1_000_000_000
        return status.modifiedNanoseconds / 1_000_000_000 > now - Self.coarsestSeconds
    }

    private func takeBack() throws {
        _ = try SafeFile.exchange(made.name, in: staging.folder, with: name, in: parent)
        if try !isStaged() {
            // The other program has saved once more, over the copy: what it saved last has the place.
            _ = try SafeFile.exchange(made.name, in: staging.folder, with: name, in: parent)
        }
        try SafeFile.flush(parent)
    }
}
