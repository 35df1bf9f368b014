import Glibc
import Model
import Platform

/// Brings one file under a temporary name of the storage and proves that it is what was read (docs/safety.md section 1,
/// *Import*).
struct FileCopy {
    let digester: FileDigester
    let stop: StopSignal

    /// How much is copied between two looks at the stop signal.
    private static let piece: Int64 = 64 << 20

    /// - Parameter sha256: of what the workers read.
    /// - Returns: the inode of the finished temporary, flushed and compared.
    /// - Throws: `CopyProblem`; no temporary is left unless it cannot be removed either.
    func make(
        of candidate: IntakeCandidate, sha256: String, temporary: [UInt8], in folder: Folder
    ) throws(CopyProblem) -> Int64 {
        do throws(CopyProblem) {
            let copy = try place(candidate, temporary, folder)
            SafeFile.forget(copy)
            let digests = try writingTarget { try digester.read(copy.number, isForIdentity: true) }
            guard digests.sha256 == sha256, digests.size == candidate.size else { throw .differs }
            return Int64(bitPattern: try writingTarget { try copy.status().inode })
        } catch {
            // The first error is the one to tell; a temporary left behind stands in the ledger.
            _ = try? SafeFile.remove(temporary, in: folder)
            throw error
        }
    }

    /// - Returns: the temporary, flushed.
    private func place(
        _ candidate: IntakeCandidate, _ temporary: [UInt8], _ folder: Folder
    ) throws(CopyProblem) -> Descriptor {
        switch candidate.content {
        case .file(let open):
            let (file, status) = try original(candidate, open)
            return try copy(file, status, temporary, folder)
        case .ownFile(let open, let share):
            let (file, status) = try original(candidate, open)
            let isShared = try writingTarget { try share(temporary, folder) }
            return isShared ? file : try copy(file, status, temporary, folder)
        case .stream(let read, _):
            let copy = try writingTarget { try SafeFile.create(temporary, in: folder, mode: 0o666) }
            try writingTarget { try SafeFile.allocate(copy, size: candidate.size) }
            try fill(copy, from: read)
            let time = candidate.modifiedNanoseconds
            try writingTarget {
                try SafeFile.setTimes(of: copy, accessed: time, modified: time)
                try SafeFile.flush(copy)
            }
            return copy
        }
    }

    /// The file of the source, if it is still what was looked at.
    private func original(
        _ candidate: IntakeCandidate, _ open: IntakeCandidate.Opener
    ) throws(CopyProblem) -> (file: Descriptor, status: FileStatus) {
        let (file, status) = try readingSource {
            let file = try open()
            return (file, try file.status())
        }
        guard status.size == candidate.size, status.modifiedNanoseconds == candidate.modifiedNanoseconds else {
            throw .changed
        }
        return (file, status)
    }

    private func copy(
        _ original: Descriptor, _ before: FileStatus, _ temporary: [UInt8], _ folder: Folder
    ) throws(CopyProblem) -> Descriptor {
        let copy = try writingTarget { try SafeFile.create(temporary, in: folder) }
        try writingTarget { try SafeFile.allocate(copy, size: before.size) }
        try fill(copy, from: original, size: before.size)
        let after = try readingSource { try original.status() }
        guard after.isUnchanged(before) else { throw .changed }
        try writingTarget {
            try SafeFile.carryAttributes(of: original, on: copy)
            try SafeFile.flush(copy)
        }
        return copy
    }

    private func fill(_ copy: Descriptor, from original: Descriptor, size: Int64) throws(CopyProblem) {
        var position: Int64 = 0
        while position < size {
            if stop.isRequested { throw .stopped }
            let end = min(size, position + Self.piece)
            let count: Int64
            do {
                count = try SafeFile.copy(original, position..<end, to: copy)
            } catch let error as FileError {
                throw isOfSource(error, original) ? .source(error) : .target(error)
            } catch { throw .source(FileError(.copy, path: nil, code: EIO)) }
            // Shorter than it was: somebody cut it.
            guard count > 0 else { throw .changed }
            position += count
        }
    }

    private func fill(
        _ copy: Descriptor, from read: ((UnsafeRawBufferPointer) throws -> Bool) throws -> Void
    ) throws(CopyProblem) {
        var problem: CopyProblem?
        try readingSource {
            try read { piece in
                if stop.isRequested { problem = .stopped }
                do { try SafeFile.write(piece, to: copy) } catch let error as FileError { problem = .target(error) }
                return problem == nil
            }
        }
        if let problem { throw problem }
    }

    /// The kernel copies from one file to the other and does not say on which side it failed.
    private func isOfSource(_ error: FileError, _ original: Descriptor) -> Bool {
        if error.action == .read { return true }
        guard error.action == .copy else { return false }
        do { _ = try digester.read(original.number, isForIdentity: true) } catch { return true }
        return false
    }

    private func readingSource<Value>(_ body: () throws -> Value) throws(CopyProblem) -> Value {
        do { return try body() } catch let error as FileError { throw .source(error) } catch {
            throw .source(FileError(.read, path: nil, code: EIO))
        }
    }

    private func writingTarget<Value>(_ body: () throws -> Value) throws(CopyProblem) -> Value {
        do { return try body() } catch let error as FileError { throw .target(error) } catch {
            throw .target(FileError(.write, path: nil, code: EIO))
        }
    }
}
