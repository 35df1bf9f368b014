import CPlatform
import Glibc

extension SafeFile {
    /// Makes `copy` look like `original`: owner, extended attributes and access lists, mode, then the times to the
    /// nanosecond. Nothing may be written to `copy` afterwards.
    ///
    /// - Throws: `FileError` without a path; EPERM when an owner or attribute cannot be kept.
    package static func preserveAttributes(of original: Descriptor, on copy: Descriptor) throws {
        let wanted = try original.status()
        try preserveOwner(wanted, on: copy)
        try preserveExtended(of: original, on: copy)
        // After the owner, whose change clears bits, and after the access list, whose mask stands in the mode.
        if try copy.status().mode != wanted.mode {
            try retrying(.attributes, nil) { fchmod(copy.number, wanted.mode) }
        }
        try preserveTimes(of: original, on: copy)
    }

    /// As the kernel keeps them: nanoseconds in 64 bits would end in the year 2262.
    private static func preserveTimes(of original: Descriptor, on copy: Descriptor) throws {
        var raw = stat()
        try retrying(.attributes, nil) { fstat(original.number, &raw) }
        let times = [raw.st_atim, raw.st_mtim]
        try retrying(.attributes, nil) { futimens(copy.number, times) }
    }

    /// Makes `copy` look like `original` on another disk: mode and times, and owner and extended attributes as far as
    /// this process and the file system of the copy can keep them. Nothing may be written to `copy` afterwards.
    ///
    /// - Throws: `FileError` without a path.
    package static func carryAttributes(of original: Descriptor, on copy: Descriptor) throws {
        let wanted = try original.status()
        try tolerating([EPERM, EINVAL]) { try preserveOwner(wanted, on: copy) }
        let present = try extendedAttributes(of: copy)
        for (name, value) in try extendedAttributes(of: original) where present[name] != value {
            try tolerating([EPERM, EACCES, ENOTSUP, ENOSPC, E2BIG, ERANGE]) {
                try setting(name) { photostead_set_attribute(copy.number, name, value, value.count) }
            }
        }
        // Set-user-id and its like have no business on a picture.
        let mode = wanted.mode & 0o777
        if try copy.status().mode != mode {
            try tolerating([EPERM]) { try retrying(.attributes, nil) { fchmod(copy.number, mode) } }
        }
        try setTimes(of: copy, accessed: wanted.accessedNanoseconds, modified: wanted.modifiedNanoseconds)
    }

    private static func tolerating(_ codes: [Int32], _ body: () throws -> Void) throws {
        do { try body() } catch let error as FileError where codes.contains(error.code) {
            // The disk of the copy cannot keep it, or only its owner may set it.
        }
    }

    /// Gives a companion the owner of its photo and those of its permissions that make sense for a text.
    ///
    /// - Throws: `FileError` without a path.
    package static func preserveOwnership(of original: Descriptor, on companion: Descriptor) throws {
        let wanted = try original.status()
        try preserveOwner(wanted, on: companion)
        try retrying(.attributes, nil) { fchmod(companion.number, wanted.mode & 0o666) }
    }

    private static func preserveOwner(_ wanted: FileStatus, on copy: Descriptor) throws {
        let present = try copy.status()
        guard wanted.userID != present.userID || wanted.groupID != present.groupID else { return }
        try retrying(.attributes, nil) { fchown(copy.number, wanted.userID, wanted.groupID) }
    }

    /// Sets both times, nanoseconds since 1970.
    ///
    /// - Throws: `FileError` without a path.
    package static func setTimes(of file: Descriptor, accessed: Int64, modified: Int64) throws {
        let times = [timespec(nanoseconds: accessed), timespec(nanoseconds: modified)]
        try retrying(.attributes, nil) { futimens(file.number, times) }
    }

    /// Sets both times to the file system's now.
    ///
    /// - Throws: `FileError` without a path.
    package static func setTimesToNow(of file: Descriptor) throws {
        try retrying(.attributes, nil) { futimens(file.number, nil) }
    }

    /// The extended attributes by name; access lists are among them. Empty where the file system has none.
    ///
    /// - Throws: `FileError` without a path.
    package static func extendedAttributes(of file: Descriptor) throws -> [String: [UInt8]] {
        guard let names = try sized({ photostead_list_attributes(file.number, $0, $1) }) else { return [:] }
        var attributes: [String: [UInt8]] = [:]
        for name in names.split(separator: 0) {
            let name = String(decoding: name, as: UTF8.self)
            // An attribute removed between the two calls is none.
            attributes[name] = try sized { photostead_get_attribute(file.number, name, $0, $1) }
        }
        return attributes
    }

    private static func preserveExtended(of original: Descriptor, on copy: Descriptor) throws {
        let wanted = try extendedAttributes(of: original)
        let present = try extendedAttributes(of: copy)
        // A new file may have inherited the default access list of its folder.
        for name in present.keys where wanted[name] == nil {
            try setting(name) { photostead_remove_attribute(copy.number, name) }
        }
        for (name, value) in wanted where present[name] != value {
            try setting(name) { photostead_set_attribute(copy.number, name, value, value.count) }
        }
    }

    private static func setting(_ name: String, _ call: () -> Int32) throws {
        do {
            try retrying(.attributes, nil, call)
        } catch let error as FileError {
            // Security labels belong to the system, which has already given the copy those of its place.
            guard name.hasPrefix("security."), error.code == EPERM || error.code == ENOTSUP else { throw error }
        }
    }

    /// Asks for the length first, then for the bytes, again if they grew in between; nil = no such thing.
    private static func sized<Byte>(_ call: (UnsafeMutablePointer<Byte>?, Int) -> Int) throws -> [UInt8]? {
        while true {
            let length = call(nil, 0)
            if length < 0 {
                if errno == ENOTSUP || errno == ENODATA { return nil }
                throw FileError(.attributes, path: nil, code: errno)
            }
            let buffer = UnsafeMutableBufferPointer<Byte>.allocate(capacity: length + 1)
            defer { buffer.deallocate() }
            let count = call(buffer.baseAddress, length)
            if count >= 0 { return [UInt8](UnsafeRawBufferPointer(buffer)[..<count]) }
            if errno == ENODATA { return nil }
            guard errno == ERANGE else { throw FileError(.attributes, path: nil, code: errno) }
        }
    }
}

extension timespec {
    /// A time in nanoseconds since 1970, before it as well.
    init(nanoseconds: Int64) {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(
            tv_sec: Int(remainder < 0 ? quotient - 1 : quotient),
            tv_nsec: Int(remainder < 0 ? remainder + 1_000_000_000 : remainder))
    }
}
