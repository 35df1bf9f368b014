import Glibc
import Intake
import Model
import Platform
import StorageAccess

/// The folder of one upload in its storage, `.photostead/uploads/ID/`: `files` holds what has come whole, `parts` what is
/// on its way.
struct UploadArea {
    /// Of the storage.
    let root: Folder
    private let path: [UInt8]

    init(root: Folder, id: String) {
        self.root = root
        path = Array("\(StorageFiles.own)/uploads/\(id)".utf8)
    }

    /// - Throws: `FileError`.
    func make() throws {
        for name in ["files", "parts"] { _ = try SafeFile.makeFolders(place(name), in: root) }
    }

    /// The folder of the files that have come whole.
    ///
    /// - Throws: `FileError`.
    func files() throws -> Folder { try root.openFolder(place("files")) }

    /// - Throws: `FileError`.
    func parts() throws -> Folder { try root.openFolder(place("parts")) }

    /// Removes the upload with everything that it holds.
    ///
    /// - Throws: `FileError`.
    func remove() throws {
        guard let whole = RelativePath(bytes: path) else { return }
        do {
            try Self.empty(try root.openFolder(whole))
            let parent = try root.openParent(of: whole)
            _ = try SafeFile.removeFolder(whole.name, in: parent)
            try SafeFile.flush(parent)
        } catch let error as FileError where error.isMissing {
            // It is gone already.
        }
    }

    private static func empty(_ folder: Folder) throws {
        for entry in try folder.entries() {
            let status = try folder.status(named: entry.name)
            if status?.kind == .folder {
                try empty(try folder.openFolder(try place(entry.name)))
                _ = try SafeFile.removeFolder(entry.name, in: folder)
            } else {
                _ = try SafeFile.remove(entry.name, in: folder)
            }
        }
    }

    private func place(_ name: String) throws -> RelativePath { try Self.place(path + Array("/\(name)".utf8)) }

    private static func place(_ bytes: [UInt8]) throws -> RelativePath {
        guard let place = RelativePath(bytes: bytes) else {
            throw FileError(.open, path: String(decoding: bytes, as: UTF8.self), code: EINVAL)
        }
        return place
    }

    // MARK: - Files

    /// What has come of a file.
    ///
    /// - Throws: `Refusal`, `FileError`.
    func state(of offer: UploadOffer) throws -> UploadState {
        let place = try offer.place()
        // Cameras use their names again, and many of their files are of one size: the time tells them apart.
        if let status = try files().status(of: place), status.kind == .file, status.size == offer.size,
            status.modifiedNanoseconds == offer.modifiedNanoseconds
        {
            return UploadState(path: offer.path, received: offer.size, isComplete: true, problem: nil)
        }
        let part = try parts().status(named: offer.partName())
        return UploadState(path: offer.path, received: part?.size ?? 0, isComplete: false, problem: nil)
    }

    /// Gives a whole part its name among the files. The same file once more changes nothing; another one of the same
    /// name gets a number.
    ///
    /// - Throws: `FileError`.
    func publish(_ part: [UInt8], as place: RelativePath) throws {
        let (parts, files) = (try parts(), try files())
        let folder = try place.parent.map { try SafeFile.makeFolders($0, in: files) } ?? files
        var number = 1
        while true {
            let name = number == 1 ? place.name : Self.numbered(place.name, number)
            do {
                try SafeFile.renameNew(part, in: parts, to: name, in: folder)
                try SafeFile.flush(folder)
                return try SafeFile.flush(parts)
            } catch let error as FileError where error.code == EEXIST {
                if try Self.isSame(part, parts, name, folder) {
                    _ = try SafeFile.remove(part, in: parts)
                    return
                }
                number += 1
            }
        }
    }

    private static func numbered(_ name: [UInt8], _ number: Int) -> [UInt8] {
        let dot = name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? name.count
        let tail = Array("-\(number)".utf8) + name[dot...]
        return SafeName.shortened(Array(name[..<dot]), limit: 255 - tail.count) + tail
    }

    private static func isSame(
        _ name: [UInt8], _ folder: Folder, _ other: [UInt8], _ otherFolder: Folder
    ) throws -> Bool {
        guard let mine = try folder.status(named: name), let theirs = try otherFolder.status(named: other),
            mine.size == theirs.size
        else { return false }
        return try digest(name, folder) == digest(other, otherFolder)
    }

    private static func digest(_ name: [UInt8], _ folder: Folder) throws -> String {
        let file = try folder.openFile(place(name))
        return try withExtendedLifetime(file) {
            try FileDigester().read(file.number, isForIdentity: true).sha256
        }
    }
}
