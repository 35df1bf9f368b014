extension StorageLock {
    /// A lock as somebody sees it who does not want it.
    package struct Status: Sendable, Hashable {
        /// nil = the file is no complete lock.
        package let holder: Holder?
        /// When its holder was last heard of, seconds since 1970 by the clock of the share.
        package let refreshedAt: Double
        package let isThisMachine: Bool
        package let isThisProcess: Bool
        /// Whether it was left behind.
        package let isStale: Bool

        package init(
            holder: Holder?, refreshedAt: Double, isThisMachine: Bool, isThisProcess: Bool, isStale: Bool
        ) {
            self.holder = holder
            self.refreshedAt = refreshedAt
            self.isThisMachine = isThisMachine
            self.isThisProcess = isThisProcess
            self.isStale = isStale
        }
    }

    /// Who holds the lock of a storage; nil = nobody. Writes nothing.
    ///
    /// - Throws: `FileError`.
    package static func status(
        in folder: Folder, identity: ProcessIdentity = .current(), clock: any TimeSource = SystemTime()
    ) throws -> Status? {
        try LockFile(folder: folder).status(identity: identity, now: clock.now)
    }

    /// Removes a lock that was left behind.
    ///
    /// - Returns: false when it is held; true when there is none now.
    /// - Throws: `FileError`.
    package static func breakStale(in folder: Folder, identity: ProcessIdentity = .current()) throws -> Bool {
        try LockFile(folder: folder).breakStale(identity: identity)
    }
}
