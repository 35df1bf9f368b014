import CPlatform
import Glibc

/// Waits for file systems to be mounted or unmounted (proc(5): `mountinfo` becomes readable with POLLPRI).
package final class MountWatch: Sendable {
    private let table: Descriptor
    /// A pipe whose writing end is closed to end the waiting.
    private let bell: Descriptor
    private let rope: Lock<Descriptor?>

    /// - Throws: `FileError`.
    package init() throws {
        let path = "/proc/self/mountinfo"
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw FileError(.open, path: path, code: errno) }
        table = Descriptor(owning: number)
        var ends: [Int32] = [-1, -1]
        let code = photostead_pipe(&ends)
        guard code == 0 else { throw FileError(.create, path: "a pipe", code: code) }
        bell = Descriptor(owning: ends[0])
        rope = Lock(Descriptor(owning: ends[1]))
    }

    /// Waits until the mounts have changed since the last call, or since the watch was made.
    ///
    /// - Returns: false once `end` was called.
    package func waitForChange() -> Bool {
        var files = [
            pollfd(fd: table.number, events: Int16(POLLPRI), revents: 0),
            pollfd(fd: bell.number, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&files, nfds_t(files.count), -1) < 0 {
            // Any other error would come again at once: then there is nothing to wait for.
            guard errno == EINTR else { return false }
        }
        return files[1].revents == 0
    }

    /// Ends the waiting, now and for good.
    package func end() { rope.withLock { $0 = nil } }
}
