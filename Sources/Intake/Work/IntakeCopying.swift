import Engine
import Media
import Model
import Platform
import Store

/// Copies the planned files of a batch, several at a time.
struct IntakeCopying: Sendable {
    private let context: IntakeContext
    private let digesters = Lock<[FileDigester]>([])

    init(context: IntakeContext) { self.context = context }

    /// - Returns: the file as prepared, failed, or to be decided about again.
    /// - Throws: `IntakeHold` when the storage does not take it or the source has gone away.
    func copy(_ file: IntakeFile) throws -> IntakeFile {
        let startedAt = context.services.time.monotonic
        var file = file
        if context.run.shouldStop {
            file.reopen()
            return file
        }
        let digester = digesters.withLock { $0.popLast() } ?? FileDigester()
        defer { digesters.withLock { $0.append(digester) } }
        var attempts = 0
        while file.record.state == .planned {
            attempts += 1
            do throws(CopyProblem) {
                file.record.inode = try make(file, digester)
                file.record.state = .prepared
            } catch { try meet(error, &file, attempts, digester) }
        }
        context.run.measure("copy", seconds: context.services.time.monotonic - startedAt, files: 1)
        return file
    }

    private func make(_ file: IntakeFile, _ digester: FileDigester) throws(CopyProblem) -> Int64 {
        let record = file.record
        guard let target = record.target, let temporary = record.temporary,
            let sha256 = record.sha256
        else { throw .changed }
        let folder: Folder
        do { folder = try context.root.openParent(of: target) } catch let error as FileError {
            throw .target(error)
        } catch { throw .changed }
        return try FileCopy(digester: digester, stop: context.run.stopSignal)
            .make(of: file.candidate, sha256: sha256, temporary: temporary, in: folder)
    }

    private func meet(
        _ problem: CopyProblem, _ file: inout IntakeFile, _ attempts: Int, _ digester: FileDigester
    ) throws {
        switch problem {
        case .stopped: file.reopen()
        case .target(let error):
            throw IntakeHold(error.about(file.record.target.map { context.root.display($0) } ?? ""))
        case .source(let error):
            try context.source.check()
            file.settle(.failed, error.isMissing ? "it is not there any more" : error.reason, hint: error.hint)
        case .changed:
            try context.source.check()
            file.settle(
                .failed, "it changed while it was imported", hint: "Wait until nobody writes it, then retry.")
        case .differs: try meetDifference(&file, attempts, digester)
        }
    }

    /// The copy is not what the workers read: the source has another content by now, or a disk does not keep what it
    /// is given.
    private func meetDifference(_ file: inout IntakeFile, _ attempts: Int, _ digester: FileDigester) throws {
        let (record, candidate) = (file.record, file.candidate)
        let key = HashCacheKey(
            storage: context.source.cacheName, path: record.path, modifiedNanoseconds: record.modifiedNanoseconds,
            size: record.size)
        let reading = try context.services.reader.read(
            [key], isTrusted: { _, _ in false }, open: { _ in try candidate.open() })
        if let fresh = reading.first?.facts, fresh.digests.sha256 != record.sha256 {
            // What was remembered of it is old; with what it holds now it is decided about again.
            file.reopen()
        } else if attempts >= 2 {
            file.settle(
                .failed, "its copy is not what was read, twice",
                hint: "Check the drive of the storage and the memory of this machine.")
        }
    }
}
