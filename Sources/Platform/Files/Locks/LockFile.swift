import FoundationEssentials
import Glibc
import Model

/// The lock file of a storage: creating, judging and breaking it.
struct LockFile {
    let folder: Folder
    private let name = Array(StorageLock.fileName.utf8)

    init(folder: Folder) { self.folder = folder }

    /// Creates the file durably. It stays locked by flock(2) until its content stands there, so that a file that a
    /// crash cut is told from one that is being written.
    ///
    /// - Returns: nil when there is one.
    func create(_ holder: StorageLock.Holder) throws -> Descriptor? {
        let file: Descriptor
        do {
            file = try SafeFile.create(name, in: folder, mode: 0o644)
        } catch let error as FileError where error.code == EEXIST { return nil }
        // Whoever has it now takes the empty file for left behind and moves it away.
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else { return nil }
        do {
            try SafeFile.write(Self.encode(holder), to: file)
            try SafeFile.flush(file)
            flock(file.number, LOCK_UN)
            return try isStill(file) ? file : nil
        } catch let error as FileError {
            // Half a lock would keep everybody out; the first error is the one to tell.
            _ = try? SafeFile.remove(name, in: folder)
            throw error.about(folder.display(name: name))
        }
    }

    /// Whether the name still stands for this open file.
    func isStill(_ file: Descriptor) throws -> Bool {
        guard let there = try folder.status(named: name) else { return false }
        let ours = try file.status()
        return there.inode == ours.inode && there.device == ours.device
    }

    /// Moves a lock that was left behind out of the way.
    ///
    /// - Returns: false when it is held; true when the name is free now.
    func breakStale(identity: ProcessIdentity) throws -> Bool {
        guard let judged = try open(name) else { return true }
        guard try isStale(judged, identity: identity) else { return false }
        defer { clearBroken(identity) }
        let aside = name + Array(".broken-\(String(UInt64.random(in: .min ... .max), radix: 36))".utf8)
        do {
            try SafeFile.renameNew(name, in: folder, to: aside, in: folder)
        } catch let error as FileError where error.code == ENOENT { return true }
        guard let moved = try open(aside), try moved.status().inode == judged.status().inode,
            try isStale(judged, identity: identity)
        else {
            // Between judging and renaming somebody else broke it and holds a new one: that goes back.
            do {
                try SafeFile.renameNew(aside, in: folder, to: name, in: folder)
            } catch let error as FileError where error.code == ENOENT {
                // It was left behind after all, and another process has cleared it.
            } catch let error as FileError where error.code == EEXIST {
                // A third one was quicker; the holder of the moved lock learns of it at its next refresh.
                try SafeFile.remove(aside, in: folder)
            }
            return false
        }
        try SafeFile.remove(aside, in: folder)
        return true
    }

    /// Removes what a crash left between moving a lock away and removing it.
    private func clearBroken(_ identity: ProcessIdentity) {
        // Whatever stays harms nobody, and the next break looks again.
        for name in (try? folder.names(startingWith: name + Array(".broken-".utf8))) ?? [] {
            guard let file = try? open(name), (try? isStale(file, identity: identity)) == true else { continue }
            _ = try? SafeFile.remove(name, in: folder)
        }
    }

    /// The error that names the holder.
    func inUse() throws -> LockError {
        let holder = try open(name).flatMap { try content(of: $0) }
        return .storageInUse(
            path: folder.displayPath, holder: holder.map(Self.words) ?? "another process",
            operation: holder?.operation ?? "an unknown operation", since: holder?.refreshed ?? "just now")
    }

    /// What stands there; nil = no lock.
    ///
    /// - Parameter now: by this machine's clock, as nothing is written to ask the share for its own.
    func status(identity: ProcessIdentity, now: Double) throws -> StorageLock.Status? {
        guard let file = try open(name) else { return nil }
        let refreshedAt = Double(try file.status().modifiedNanoseconds) / 1e9
        let holder = try content(of: file)
        return StorageLock.Status(
            holder: holder, refreshedAt: refreshedAt,
            isThisMachine: holder?.process.machineID == identity.machineID,
            isThisProcess: holder?.process == identity,
            isStale: try isStale(file, identity: identity) { _ in now - refreshedAt })
    }

    static func encode(_ holder: StorageLock.Holder) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(holder)) + [UInt8(ascii: "\n")]
    }

    private static func words(_ holder: StorageLock.Holder) -> String {
        let here = ProcessIdentity.current()
        return holder.process.machineID == here.machineID
            ? "process \(holder.process.pid)" : "process \(holder.process.pid) on another machine"
    }

    private func isStale(_ file: Descriptor, identity: ProcessIdentity) throws -> Bool {
        try isStale(file, identity: identity, age: age)
    }

    private func isStale(
        _ file: Descriptor, identity: ProcessIdentity, age: (Descriptor) throws -> Double
    ) throws -> Bool {
        guard let holder = try content(of: file) else {
            // Created and not yet written, or cut by a crash. On a drive of this machine whoever writes it holds its
            // flock; on a share it gets the time of a foreign lock.
            if try isLocal, flock(file.number, LOCK_EX | LOCK_NB) == 0 { return true }
            return try age(file) > StorageLock.foreignLifetime
        }
        switch identity.life(of: holder.process) {
        case .running: return false
        case .ended: return true
        case .unknown: return try age(file) > StorageLock.foreignLifetime
        }
    }

    /// Whether no other machine can write here; false when the kernel does not tell.
    private var isLocal: Bool {
        get throws { try Mounts.current().mount(of: folder).map { !$0.isNetwork } ?? false }
    }

    /// Seconds since the last refresh by the clock of the share, which stamps a file made now.
    private func age(of file: Descriptor) throws -> Double {
        let probe = SafeFile.temporaryName()
        let now = try SafeFile.create(probe, in: folder).status().modifiedNanoseconds
        try SafeFile.remove(probe, in: folder)
        return Double(now) / 1e9 - Double(try file.status().modifiedNanoseconds) / 1e9
    }

    private func open(_ name: [UInt8]) throws -> Descriptor? {
        guard let path = RelativePath(bytes: name) else { return nil }
        do {
            return try folder.openFile(path)
        } catch let error as FileError where error.code == ENOENT { return nil }
    }

    /// nil when the file is no complete lock.
    private func content(of file: Descriptor) throws -> StorageLock.Holder? {
        let bytes = try file.readAll(limit: 64 * 1024)
        // What is no lock of ours is judged by its age alone.
        return try? JSONDecoder().decode(StorageLock.Holder.self, from: Data(bytes))
    }
}
