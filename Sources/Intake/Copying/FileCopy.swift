import Glibc
import Model
import Platform

/// Copies one file under a temporary name and proves that the copy is what was read (SAFETY.md section 1, *Import*).
struct FileCopy {
    let source: any IntakeSource
    let stop: StopSignal

    /// How much is copied between two looks at the stop signal.
    private static let piece: Int64 = 64 << 20

    /// - Parameters:
    ///   - path: in the source.
    ///   - size: what was listed; a file of another size has changed.
    ///   - sha256: of what the workers read.
    /// - Returns: the inode of the finished temporary, flushed and compared.
    /// - Throws: `CopyProblem`; no temporary is left unless it cannot be removed either.
    func make(
        of path: RelativePath, size: Int64, modifiedNanoseconds: Int64, sha256: String, temporary: [UInt8],
        in folder: Folder, digester: FileDigester
    ) throws(CopyProblem) -> Int64 {
        let (original, status) = try readingSource {
            let file = try source.open(path)
            return (file, try file.status())
        }
        guard status.size == size, status.modifiedNanoseconds == modifiedNanoseconds else { throw .changed }
        do throws(CopyProblem) {
            let isLinked = try writingTarget { try source.link(path, to: temporary, in: folder) }
            let copy = isLinked ? original : try self.copy(original, status, temporary, folder, digester)
            SafeFile.forget(copy)
            let digests = try writingTarget { try digester.read(copy.number, isForIdentity: true) }
            guard digests.sha256 == sha256, digests.size == size else { throw .differs }
            return Int64(bitPattern: try writingTarget { try copy.status().inode })
        } catch {
            // The first error is the one to tell; a temporary left behind stands in the ledger.
            _ = try? SafeFile.remove(temporary, in: folder)
            throw error
        }
    }

    /// - Returns: the temporary, flushed.
    private func copy(
        _ original: Descriptor, _ status: FileStatus, _ temporary: [UInt8], _ folder: Folder, _ digester: FileDigester
    ) throws(CopyProblem) -> Descriptor {
        let copy = try writingTarget { try SafeFile.create(temporary, in: folder) }
        try writingTarget { try SafeFile.allocate(copy, size: status.size) }
        try fill(copy, from: original, size: status.size, digester)
        let after = try readingSource { try original.status() }
        guard after.isUnchanged(status) else { throw .changed }
        try writingTarget {
            try SafeFile.carryAttributes(of: original, on: copy)
            try SafeFile.flush(copy)
        }
        return copy
    }

    private func fill(
        _ copy: Descriptor, from original: Descriptor, size: Int64, _ digester: FileDigester
    ) throws(CopyProblem) {
        var position: Int64 = 0
        while position < size {
            if stop.isRequested { throw .stopped }
            let end = min(size, position + Self.piece)
            let count: Int64
            do {
                count = try SafeFile.copy(original, position..<end, to: copy)
            } catch let error as FileError {
                throw Self.isOfSource(error, original, digester) ? .source(error) : .target(error)
            } catch { throw .source(FileError(.copy, path: nil, code: EIO)) }
            // Shorter than it was: somebody cut it.
            guard count > 0 else { throw .changed }
            position += count
        }
    }

    /// The kernel copies from one file to the other and does not say on which side it failed.
    private static func isOfSource(_ error: FileError, _ original: Descriptor, _ digester: FileDigester) -> Bool {
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
