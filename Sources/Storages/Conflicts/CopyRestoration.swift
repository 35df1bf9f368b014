import Glibc
import Model
import Platform
import StorageAccess
import Store

/// Copies a missing file back from another copy of it, by the import sequence of docs/safety.md section 1.
struct CopyRestoration {
    let storage: StorageRecord
    let folder: Folder
    let services: IndexServices

    /// Its temporaries are its own: others may be at work in the same folder.
    private static let purpose = "restore"

    /// - Returns: the bytes copied; 0 when the file is there again.
    /// - Throws: a `Failure` when no copy can be reached, or none is what it was.
    func restore(_ conflict: ConflictRecord) throws -> Int64 {
        if try folder.status(of: conflict.path) != nil { return 0 }
        let copies = try services.store.read { try MissingCopies(of: conflict, $0).items.map(\.item) }
        var problem: any Error = Refusal(
            conflict.path.display, "there is no other copy of it", hint: "Connect the drive that has one.")
        for copy in copies {
            do {
                return try restore(conflict.path, from: copy)
            } catch { problem = error }
        }
        throw problem
    }

    private func restore(_ path: RelativePath, from copy: ItemDetails) throws -> Int64 {
        let original = try StorageRoot.open(copy.storage).folder.openFile(copy.path)
        let status = try original.status()
        guard try DiskSpace(of: folder).free > status.size + Self.reserve else {
            throw FileError(.write, path: folder.display(path), code: ENOSPC)
        }
        let parent = try path.parent.map(makeFolders) ?? folder
        // What a crash left of this very work.
        try SafeFile.removeTemporaries(in: parent, purpose: Self.purpose)
        let temporary = SafeFile.temporaryName(Self.purpose)
        do {
            let target = try SafeFile.create(temporary, in: parent)
            try fill(target, from: original, expecting: copy)
            guard try original.status().isUnchanged(status) else { throw changed(copy) }
            try SafeFile.renameNew(temporary, in: parent, to: path.name, in: parent)
            try SafeFile.flush(parent)
        } catch {
            // The first error is the one to tell; a temporary left behind is known by its name.
            _ = try? SafeFile.remove(temporary, in: parent)
            throw error
        }
        return status.size
    }

    /// Copies and flushes, then reads what lies on the disk.
    private func fill(_ target: Descriptor, from original: Descriptor, expecting copy: ItemDetails) throws {
        let digest = RunningDigest(.sha256)
        try SafeFile.copy(original, to: target) { digest.update($0) }
        guard digest.finish() == copy.sha256 else { throw changed(copy) }
        try keepAttributes(of: original, on: target)
        try SafeFile.flush(target)
        guard try FileDigester().read(target.number, isForIdentity: true).sha256 == copy.sha256 else {
            throw Refusal(copy.path.display, "what was written is not what was read", hint: "Check the drive.")
        }
    }

    private func keepAttributes(of original: Descriptor, on target: Descriptor) throws {
        do { try SafeFile.preserveAttributes(of: original, on: target) } catch is FileError {
            // Another drive may know no owners or attributes; the times tell when the picture was taken.
            let status = try original.status()
            try SafeFile.setTimes(
                of: target, accessed: status.accessedNanoseconds, modified: status.modifiedNanoseconds)
        }
    }

    private func makeFolders(_ path: RelativePath) throws -> Folder {
        do { return try folder.openFolder(path) } catch let error as FileError where error.isMissing {
            let parent = try path.parent.map(makeFolders) ?? folder
            return try SafeFile.makeFolder(path.name, in: parent)
        }
    }

    /// Bytes that stay free.
    private static let reserve: Int64 = 64 << 20

    private func changed(_ copy: ItemDetails) -> Refusal {
        Refusal(
            copy.path.display, "the copy in \(copy.storage.name) has changed since it was indexed",
            hint: "Re-index that storage and try again.")
    }
}
