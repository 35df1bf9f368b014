import CPlatform
import Glibc

extension SafeFile {
    /// Replaces the whole content of one of our own files, or makes it: at any moment the name holds the old content
    /// or the new one, and after the call the new one is on the disk.
    ///
    /// - Parameters:
    ///   - mode: for a new file; an existing one keeps mode, owner and attributes.
    ///   - previousName: where the old content is kept, replacing what was kept there before.
    ///   - purpose: letters that the temporary's name carries, for `removeTemporaries`.
    /// - Throws: `FileError`.
    package static func replaceContents(
        of name: [UInt8], in folder: Folder, with bytes: [UInt8], mode: UInt32 = 0o644,
        keepingPrevious previousName: [UInt8]? = nil, purpose: String = ""
    ) throws {
        try replaceContents(of: name, in: folder, mode: mode, keepingPrevious: previousName, purpose: purpose) {
            try write(bytes, to: $0)
        }
    }

    /// The same for content that is written piece by piece.
    ///
    /// - Parameters:
    ///   - purpose: letters that the temporary's name carries, for `removeTemporaries`.
    ///   - writing: writes the content; what it throws leaves everything as it was.
    /// - Throws: `FileError`, and what `writing` throws.
    package static func replaceContents(
        of name: [UInt8], in folder: Folder, mode: UInt32 = 0o644, keepingPrevious previousName: [UInt8]? = nil,
        purpose: String = "", writing: (Descriptor) throws -> Void
    ) throws {
        let path = folder.display(name: name)
        let temporary = temporaryName(purpose)
        do {
            let existing = try openExisting(name, in: folder)
            let file = try create(temporary, in: folder, mode: mode)
            try writing(file)
            if let existing { try preserveForReplacement(of: existing, on: file) }
            try flush(file)
            if let existing, let previousName {
                try keep(existing, named: name, as: previousName, in: folder, by: temporaryName(purpose))
            }
            try rename(temporary, in: folder, to: name, in: folder)
            try flush(folder)
        } catch {
            // The first error is the one to tell; a temporary left behind is found by its name at the next start.
            _ = try? remove(temporary, in: folder)
            guard let error = error as? FileError else { throw error }
            throw FileError(error.action, path: path, code: error.code)
        }
    }

    /// A name for a temporary file of ours, unique on this machine.
    ///
    /// - Parameter purpose: letters, so that those of one kind can be told from all others.
    package static func temporaryName(_ purpose: String = "") -> [UInt8] {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return Array("\(temporaryPrefix(purpose))\(number)".utf8)
    }

    /// Whether a name was given by `temporaryName`, so that it may be removed at start.
    package static func isTemporary(_ name: [UInt8]) -> Bool { name.starts(with: temporaryPrefix().utf8) }

    /// Removes what crashes left in a folder in which nobody else is at work.
    ///
    /// - Parameter purpose: only temporaries of this purpose; empty = all.
    /// - Throws: `FileError`.
    package static func removeTemporaries(in folder: Folder, purpose: String = "") throws {
        for name in try folder.names(startingWith: Array(temporaryPrefix(purpose).utf8)) {
            try remove(name, in: folder)
        }
    }

    private static func temporaryPrefix(_ purpose: String = "") -> String {
        purpose.isEmpty ? ".photostead-new-" : ".photostead-new-\(purpose)-"
    }

    private static func openExisting(_ name: [UInt8], in folder: Folder) throws -> Descriptor? {
        let number = name.withTerminator { openat(folder.descriptor.number, $0, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
        if number >= 0 { return Descriptor(owning: number) }
        guard errno != ENOENT else { return nil }
        throw FileError(.open, path: folder.display(name: name), code: errno)
    }

    /// All attributes but the times, which tell when the content changed.
    private static func preserveForReplacement(of existing: Descriptor, on file: Descriptor) throws {
        let times = try file.status()
        try preserveAttributes(of: existing, on: file)
        try setTimes(of: file, accessed: times.accessedNanoseconds, modified: times.modifiedNanoseconds)
    }

    /// Gives the old content a second name, by link or, where there are none, by copy.
    private static func keep(
        _ existing: Descriptor, named name: [UInt8], as previousName: [UInt8], in folder: Folder,
        by temporary: [UInt8]
    ) throws {
        do {
            try link(name, in: folder, to: temporary, in: folder)
        } catch let error as FileError where [EPERM, ENOTSUP, EMLINK, ENOSYS].contains(error.code) {
            let copied = try create(temporary, in: folder)
            try copy(existing, to: copied)
            try preserveAttributes(of: existing, on: copied)
            try flush(copied)
        }
        try rename(temporary, in: folder, to: previousName, in: folder)
        // rename(2) of two names of one file does nothing and leaves both.
        try remove(temporary, in: folder)
    }
}
