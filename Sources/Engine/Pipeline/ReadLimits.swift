package import Platform
package import Store

/// How much is read from a drive at once.
package struct ReadLimits: Sendable, Hashable {
    /// Threads that open files and wait for what reads them.
    package var readers: Int
    /// Files of one portion, which is read together and committed together.
    package var batch: Int

    package init(readers: Int, batch: Int = 48) {
        self.readers = readers
        self.batch = batch
    }

    /// - Returns: less where the drives need it: 2 readers, 8 files.
    package func limited(by drives: [DriveKind]) -> ReadLimits {
        guard drives.contains(where: \.isSlow) else { return self }
        return ReadLimits(readers: min(readers, 2), batch: min(batch, 8))
    }

    /// What the library's settings say goes before what the drives need.
    package func overridden(by reading: Reading) throws -> ReadLimits {
        ReadLimits(
            readers: try Setting.readers.value(reading) ?? readers, batch: try Setting.batch.value(reading) ?? batch)
    }
}

extension Setting {
    /// What the library may be told about reading.
    package static let reading = [readers, batch]

    fileprivate static let readers = Setting(
        key: "reading.readers", title: "Files read at once from one drive",
        words: "Without it 2 from disks that spin and from shares, else one for each processor and one more.",
        range: 1...64)
    fileprivate static let batch = Setting(
        key: "reading.batch", title: "Files of one portion",
        words: "They are read and written down together. Without it 8 from disks that spin and from shares, else 48.",
        range: 1...500)
}

extension LibraryStore {
    /// How much is read at once from the drives of these folders.
    ///
    /// - Parameter most: for drives that many may read at once.
    package func limits(_ most: ReadLimits, of folders: [Folder]) throws -> ReadLimits {
        // A drive that cannot be asked is told of by those who read it.
        let drives = folders.map { (try? DriveFacts(of: $0)).map(DriveKind.init) ?? .unknown }
        return try read { try most.limited(by: drives).overridden(by: $0) }
    }
}
