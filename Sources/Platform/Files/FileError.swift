import Glibc
package import Model

/// A system call on a file that failed: what was tried, on which path, why, and what to do.
package struct FileError: Failure, Hashable {
    /// What was tried, worded to follow "could not".
    package enum Action: String, Sendable {
        case open = "be opened"
        case list = "be listed"
        case inspect = "be inspected"
        case read = "be read"
        case create = "be created"
        case write = "be written"
        case copy = "be copied"
        case flush = "be flushed to the disk"
        case attributes = "keep its attributes"
        case rename = "be renamed"
        case link = "be linked"
        case remove = "be removed"
        case createFolder = "be created as a folder"
        case lock = "be locked"
    }

    package let action: Action
    /// For display only; nil = the caller knows.
    package let path: String?
    /// `errno` of the call.
    package let code: Int32

    package init(_ action: Action, path: String?, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    /// The same error about a file whose name the thrower did not know.
    package func about(_ path: String) -> FileError {
        self.path == nil ? FileError(action, path: path, code: code) : self
    }

    package var subject: String? { path }

    package var reason: String { "could not \(action.rawValue): \(cause)" }

    /// The words for `code` alone.
    package var cause: String {
        switch code {
        case ENOSPC: "the disk is full"
        case EDQUOT: "the disk quota is used up"
        case EROFS: "it is on a read-only file system"
        case EACCES, EPERM: "permission denied"
        case ENOENT: "it does not exist"
        case EEXIST: "the name is taken"
        case ENOTDIR: "it is not a folder"
        case EISDIR: "it is a folder"
        case ELOOP: "it is a symbolic link"
        case EXDEV: "it lies on another file system or outside the folder"
        case EIO: "the drive reports an input/output error"
        case ENODEV, ENXIO, ESTALE, ENOTCONN: "the drive or share has gone away"
        case EMFILE, ENFILE: "too many files are open"
        case EFBIG: "it is too large"
        case ENAMETOOLONG: "the name is too long"
        case EBUSY, ETXTBSY: "it is in use"
        case EMEDIUMTYPE: "it is not a regular file"
        default: String(cString: strerror(code))
        }
    }

    package var hint: String? {
        switch code {
        case ENOSPC, EDQUOT: "Free some space on this disk and try again."
        case EROFS: "Mount the drive writable, or release its write-protect switch, and try again."
        case EACCES, EPERM: "Give the user who runs Photostead access to it."
        case EIO: "Check the drive and its cable; copy what is still readable to another drive."
        case ENODEV, ENXIO, ESTALE, ENOTCONN: "Connect the drive or share again and try again."
        default: nil
        }
    }

    package var severity: Severity {
        switch code {
        case ENOSPC, EDQUOT, EROFS, ENODEV, ENXIO, ESTALE, ENOTCONN: .unrecoverable
        default: .recoverable
        }
    }

    /// Whether nothing lies at the path.
    package var isMissing: Bool { code == ENOENT }

    package var isRetryable: Bool {
        switch code {
        case ENOSPC, EDQUOT, EMFILE, ENFILE, ENODEV, ENXIO, ESTALE, ENOTCONN, EBUSY, ETXTBSY, EAGAIN: true
        default: false
        }
    }
}
