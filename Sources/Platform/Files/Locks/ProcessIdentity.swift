import Glibc

/// Which process on which machine this is, so that a lock left behind can be told from one that is held.
package struct ProcessIdentity: Codable, Sendable, Hashable {
    /// Of this installation of the system, `/etc/machine-id`; the host's name where there is none.
    package var machineID: String
    /// Of this start of the machine.
    package var bootID: String
    /// In which process numbers mean something, as `pid:[4026531836]`.
    package var pidNamespace: String
    package var pid: Int32
    /// Clock ticks between the start of the machine and that of the process, field 22 of `/proc/PID/stat`.
    package var startTime: UInt64

    enum CodingKeys: String, CodingKey {
        case machineID = "machine_id"
        case bootID = "boot_id"
        case pidNamespace = "pid_namespace"
        case pid
        case startTime = "process_start_time"
    }

    package init(machineID: String, bootID: String, pidNamespace: String, pid: Int32, startTime: UInt64) {
        self.machineID = machineID
        self.bootID = bootID
        self.pidNamespace = pidNamespace
        self.pid = pid
        self.startTime = startTime
    }

    /// This process.
    package static func current() -> ProcessIdentity {
        ProcessIdentity(
            machineID: KernelFile.line("/etc/machine-id") ?? hostName(),
            bootID: KernelFile.line("/proc/sys/kernel/random/boot_id") ?? "", pidNamespace: namespace(),
            pid: getpid(), startTime: startTime(of: getpid()) ?? 0)
    }

    /// What this process knows about the life of another one.
    package enum Life: Sendable {
        case running, ended
        /// On another machine, or in another container of this one.
        case unknown
    }

    /// Whether `other` still runs, as seen from here.
    ///
    /// - Parameter startTime: gives the start time of a running process; nil = there is none of this number.
    package func life(
        of other: ProcessIdentity, startTime: (Int32) -> UInt64? = ProcessIdentity.startTime
    ) -> Life {
        guard machineID == other.machineID else { return .unknown }
        guard bootID == other.bootID else { return .ended }
        guard pidNamespace == other.pidNamespace else { return .unknown }
        return startTime(other.pid) == other.startTime ? .running : .ended
    }

    /// Field 22 of `/proc/PID/stat`; nil when no such process runs.
    package static func startTime(of pid: Int32) -> UInt64? {
        guard let line = KernelFile.line("/proc/\(pid)/stat"), let name = line.lastIndex(of: ")") else { return nil }
        // The name of the program, in brackets, may contain anything; what follows is field 3.
        let fields = line[line.index(after: name)...].split(separator: " ")
        // A zombie has ended; only its parent has not looked yet.
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }

    private static func namespace() -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        let count = readlink("/proc/self/ns/pid", &buffer, buffer.count - 1)
        return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        gethostname(&buffer, buffer.count - 1)
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
