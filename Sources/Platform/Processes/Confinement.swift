import CPlatform
import Glibc

/// What a process that reads untrusted bytes takes away from itself.
package enum Confinement {
    /// Sets limits that nothing can raise again. Throws the first that the kernel refused.
    ///
    /// - Parameters:
    ///   - memory: bytes of address space.
    ///   - fileSize: bytes of any file written.
    ///   - descriptors: most open descriptors.
    package static func limit(memory: UInt64, fileSize: UInt64, descriptors: UInt64) throws(ProcessError) {
        try check(photostead_limit_memory(memory), "RLIMIT_AS")
        // A write beyond the limit shall fail, not kill.
        signal(SIGXFSZ, SIG_IGN)
        try check(photostead_limit_file_size(fileSize), "RLIMIT_FSIZE")
        try check(photostead_limit_descriptors(descriptors), "RLIMIT_NOFILE")
    }

    /// Allows that many seconds of computing from now on.
    package static func allow(seconds: UInt64) throws(ProcessError) {
        try check(photostead_allow_seconds(seconds), "RLIMIT_CPU")
    }

    /// Leaves only the reading of what is below these folders; descriptors that are open stay usable.
    ///
    /// - Returns: false when this kernel cannot confine.
    package static func confineToReading(_ folders: [String]) throws(ProcessError) -> Bool {
        let copies = folders.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let pointers = copies.map { UnsafePointer($0) }
        let result = photostead_confine_to_reading(pointers, Int32(pointers.count))
        if result < 0 { throw .system(call: "landlock", program: "worker", code: errno) }
        return result == 1
    }

    /// Whether this kernel can confine at all.
    package static var isSupported: Bool { photostead_landlock_version() > 0 }

    /// What a process that is being started may touch, besides being given no network and no new privileges.
    package struct Bounds: Sendable {
        /// Folders below which everything may be read and run.
        package var readable: [String]
        /// The one folder in which files may be written.
        package var writable: Folder
        /// Bytes of address space.
        package var memory: UInt64
        /// Bytes of any file written.
        package var fileSize: UInt64
        /// Most open descriptors.
        package var descriptors: UInt64

        package init(
            readable: [String], writable: Folder, memory: UInt64, fileSize: UInt64, descriptors: UInt64 = 64
        ) {
            self.readable = readable
            self.writable = writable
            self.memory = memory
            self.fileSize = fileSize
            self.descriptors = descriptors
        }

        /// The rules as the kernel takes them; nil = this kernel has none, and the limits alone hold.
        func rules(for program: String) throws(ProcessError) -> Descriptor? {
            guard Confinement.isSupported else { return nil }
            let copies = readable.map { strdup($0) }
            defer { for copy in copies { free(copy) } }
            let pointers = copies.map { UnsafePointer($0) }
            let rules = photostead_make_rules(pointers, Int32(pointers.count), writable.descriptor.number)
            if rules < 0 { throw .system(call: "landlock", program: program, code: errno) }
            return Descriptor(owning: rules)
        }
    }

    private static func check(_ code: Int32, _ call: String) throws(ProcessError) {
        if code != 0 { throw .system(call: call, program: "worker", code: code) }
    }
}
