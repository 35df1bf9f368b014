package import Model

/// Why a storage or a data folder could not be locked.
package enum LockError: Failure, Hashable {
    /// Another process works on the storage.
    case storageInUse(path: String, holder: String, operation: String, since: String)
    /// Another process has the library open.
    case libraryInUse(path: String, pid: Int32?)
    /// Somebody broke our lock while we worked.
    case lost(path: String)

    package var subject: String? {
        switch self {
        case .storageInUse(let path, _, _, _), .libraryInUse(let path, _), .lost(let path): path
        }
    }

    package var reason: String {
        switch self {
        case .storageInUse(_, let holder, let operation, let since):
            "the storage is in use by \(holder) for \(operation) (last seen \(since))"
        case .libraryInUse(_, let pid?): "the library is already open in process \(pid)"
        case .libraryInUse(_, nil): "the library is already open in another process"
        case .lost: "the lock of the storage was taken over by another process"
        }
    }

    package var hint: String? {
        switch self {
        case .storageInUse: "Wait until it has finished; a lock left behind by a crash is taken over by itself."
        case .libraryInUse: "Use the page of the running server, or stop it first."
        case .lost: "Start the operation again; it goes on where it stopped."
        }
    }

    package var severity: Severity {
        switch self {
        case .storageInUse, .libraryInUse: .preflight
        case .lost: .unrecoverable
        }
    }

    package var isRetryable: Bool { true }
}
