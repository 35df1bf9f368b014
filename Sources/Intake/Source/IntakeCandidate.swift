package import Model
package import Platform

/// A file that a source offers to an import, with what the source knows of it.
package struct IntakeCandidate: Sendable {
    package typealias Opener = @Sendable () throws -> Descriptor

    /// Where its bytes come from.
    package enum Content: Sendable {
        /// A file that is somebody's: it is copied.
        case file(Opener)
        /// A file that is ours: it gets a second name in the storage, unless `share` answers that it cannot.
        case ownFile(Opener, share: @Sendable (_ name: [UInt8], _ folder: Folder) throws -> Bool)
        /// Bytes that come in order until `take` answers false, such as an entry of an archive. They are written once,
        /// straight into the temporary; what has to be read before that lies in the folder `spool`, without a name.
        case stream(@Sendable (_ take: (UnsafeRawBufferPointer) throws -> Bool) throws -> Void, spool: Folder)
    }

    package let path: RelativePath
    /// Bytes.
    package let size: Int64
    /// Nanoseconds since 1970.
    package let modifiedNanoseconds: Int64
    /// What its albums are called; paths are named after the first.
    package let albums: [String]
    /// What the source says of the picture.
    package let suggested: SuggestedMetadata?
    package let content: Content

    package init(
        path: RelativePath, size: Int64, modifiedNanoseconds: Int64, albums: [String] = [],
        suggested: SuggestedMetadata? = nil, content: Content
    ) {
        self.path = path
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
        self.albums = albums
        self.suggested = suggested
        self.content = content
    }

    /// Opens the bytes as a file, for readers that go to and fro in it.
    ///
    /// - Throws: `FileError`, what the source throws.
    package func open() throws -> Descriptor {
        switch content {
        case .file(let open), .ownFile(let open, _): return try open()
        case .stream(let read, let spool):
            let name = SafeFile.temporaryName()
            let file = try SafeFile.create(name, in: spool)
            try SafeFile.remove(name, in: spool)
            try read { piece in
                try SafeFile.write(piece, to: file)
                return true
            }
            return file
        }
    }

    /// MD5 of the first 4 KB, by which a file is known again.
    ///
    /// - Throws: as `open`.
    package func headMD5() throws -> String {
        let length = 4096
        if case .stream(let read, _) = content {
            var head: [UInt8] = []
            try read { piece in
                head += piece.prefix(length - head.count)
                return head.count < length
            }
            return head.withUnsafeBytes { RunningDigest.of($0, .md5) }
        }
        let file = try open()
        return try withUnsafeTemporaryAllocation(byteCount: length, alignment: 16) { buffer in
            let room = UnsafeMutableRawBufferPointer(buffer)
            let count = try file.read(into: room, at: 0)
            return RunningDigest.of(UnsafeRawBufferPointer(rebasing: room[..<count]), .md5)
        }
    }
}
