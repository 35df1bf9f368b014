import Glibc
import Model
import Platform

/// Tries to own a storage again and again, against other processes that do the same.
enum LockTrial {
    private static let mark = Array("owner".utf8)

    /// While it owns the storage, a file stands in it that only one process can make. Prints how often it owned it and
    /// how often it was refused.
    ///
    /// - Throws: EEXIST when there are two owners.
    static func race(in folder: Folder, attempts: Int) throws {
        var (owned, refused) = (0, 0)
        for _ in 0..<attempts {
            do {
                let lock = try StorageLock.acquire(in: folder, operation: "trial")
                _ = try SafeFile.create(mark, in: folder)
                try SafeFile.remove(mark, in: folder)
                lock.release()
                owned += 1
            } catch is LockError { refused += 1 }
        }
        print("owned \(owned) refused \(refused)")
    }

    /// Takes the lock as soon as it is free, says so, and keeps it until it is killed.
    static func hold(_ folder: Folder) throws {
        while true {
            do {
                let lock = try StorageLock.acquire(in: folder, operation: "trial")
                print("held")
                fflush(nil)
                while true { pause() }
                withExtendedLifetime(lock) {}
            } catch is LockError { sched_yield() }
        }
    }
}
