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

    /// What the library's settings say goes before what the drives need: 1 to 64 readers, 1 to 500 files.
    package func overridden(by reading: Reading) throws -> ReadLimits {
        func setting(_ key: String, _ most: Int) throws -> Int? {
            try Settings.value(key, reading).flatMap { Int($0) }.map { min(max($0, 1), most) }
        }
        return ReadLimits(
            readers: try setting("reading.readers", 64) ?? readers, batch: try setting("reading.batch", 500) ?? batch)
    }
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
