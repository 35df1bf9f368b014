import CPlatform
import Glibc

/// The names in one folder, sorted so that a walk in this order meets full paths in the order of their bytes.
///
/// A folder sorts as its name followed by "/": `a.jpg` (0x2E) comes before everything in `a/` (0x2F).
package struct FolderListing: Sendable {
    struct Name {
        let start: Int
        let length: Int
        let kind: FileKind
    }

    /// All names one behind the other, each followed by its sorting end: "/" for a folder, NUL for all else.
    private var bytes: [UInt8] = []
    private(set) var names: [Name] = []

    /// Reads and sorts the whole folder.
    ///
    /// - Throws: `FileError` without a path.
    init(of folder: Descriptor) throws {
        try withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 8) { buffer in
            while true {
                let count = photostead_read_records(folder.number, buffer.baseAddress, buffer.count)
                if count == 0 { return }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw FileError(.list, path: nil, code: errno)
                }
                add(records: UnsafeRawBufferPointer(rebasing: buffer[..<count]), in: folder)
            }
        }
        sort()
    }

    /// Whether the folder holds exactly this name.
    package func contains(_ name: String) -> Bool {
        let wanted = Array(name.utf8)
        return names.contains { $0.length == wanted.count && self[$0].elementsEqual(wanted) }
    }

    subscript(name: Name) -> ArraySlice<UInt8> { bytes[name.start..<name.start + name.length] }

    /// Lends the name of something that is no folder as a C string: its sorting end is the NUL.
    func withTerminator<Result>(_ name: Name, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        precondition(name.kind != .folder, "a folder's name ends with a slash")
        return bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { preconditionFailure("a name without bytes") }
            return body((base + name.start).assumingMemoryBound(to: CChar.self))
        }
    }

    /// Records of getdents64(2): inode (8 bytes), offset (8), length (2), type (1), name ended by NUL.
    private mutating func add(records: UnsafeRawBufferPointer, in folder: Descriptor) {
        // Room for all: a record is longer than its name, and takes at least 24 bytes.
        bytes.reserveCapacity(bytes.count + records.count)
        names.reserveCapacity(names.count + records.count / 24)
        var offset = 0
        while offset + 19 < records.count {
            let length = Int(records.loadUnaligned(fromByteOffset: offset + 16, as: UInt16.self))
            guard length > 19, offset + length <= records.count else { return }
            let field = UnsafeRawBufferPointer(rebasing: records[(offset + 19)..<(offset + length)])
            let end = field.firstIndex(of: 0) ?? field.count
            add(name: UnsafeRawBufferPointer(rebasing: field[..<end]), type: records[offset + 18], in: folder)
            offset += length
        }
    }

    private mutating func add(name: UnsafeRawBufferPointer, type: UInt8, in folder: Descriptor) {
        if name.count <= 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) { return }
        let start = bytes.count
        bytes.append(contentsOf: name)
        let kind = FileKind(directoryType: type) ?? inspect(Array(name), in: folder)
        bytes.append(kind == .folder ? UInt8(ascii: "/") : 0)
        names.append(Name(start: start, length: name.count, kind: kind))
    }

    /// Some file systems do not keep the type in the folder. A name that cannot be inspected is met again as a file.
    private func inspect(_ name: [UInt8], in folder: Descriptor) -> FileKind {
        var raw = stat()
        let failed = name.withTerminator { fstatat(folder.number, $0, &raw, AT_SYMLINK_NOFOLLOW) } != 0
        return failed ? .file : FileKind(mode: raw.st_mode)
    }

    private mutating func sort() {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            names.sort { left, right in
                let order = memcmp(base + left.start, base + right.start, min(left.length, right.length) + 1)
                return order < 0
            }
        }
    }
}

extension FileKind {
    /// `d_type` of readdir(3); nil = the file system does not say.
    fileprivate init?(directoryType type: UInt8) {
        switch Int(type) {
        case 8: self = .file
        case 4: self = .folder
        case 10: self = .symlink
        case 0: return nil
        default: self = .special
        }
    }
}
