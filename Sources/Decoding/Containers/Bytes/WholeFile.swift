import Glibc

/// A whole file as one piece of memory: what was read already, or a mapping.
///
/// A file that shrinks meanwhile kills the worker by SIGBUS, which costs that one file.
enum WholeFile {
    private static let mostBytes = 1 << 30

    /// Runs `body` with all bytes of the file, which are valid only there.
    ///
    /// - Parameter isNeeded: false = no bytes are given, and nothing can fail.
    static func with<Result>(
        _ source: ByteSource, isNeeded: Bool = true, _ body: (UnsafeRawBufferPointer) throws(DecodingProblem) -> Result
    ) throws(DecodingProblem) -> Result {
        if !isNeeded { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        if !source.wholeInMemory.isEmpty || source.size == 0 { return try body(source.wholeInMemory) }
        guard source.size <= mostBytes,
            let start = mmap(nil, source.size, PROT_READ, MAP_PRIVATE, source.descriptor, 0), start != MAP_FAILED
        else { throw .refused("it is too large to be read in one piece") }
        defer { munmap(start, source.size) }
        return try body(UnsafeRawBufferPointer(start: start, count: source.size))
    }
}
