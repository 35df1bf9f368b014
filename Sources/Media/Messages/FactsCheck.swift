import Model
import Platform

extension Facts {
    /// The years 0 to 9999.
    private static let wallClock: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// The same, when it can have come from a reader that works: a worker may have been taken over by what it read,
    /// and digests become names of files.
    ///
    /// - Throws: `WorkerProblem.protocolBroken`.
    func checked() throws(WorkerProblem) -> Facts {
        // A reading for the identity alone leaves digests out.
        let texts = [(digests.md5, 32), (digests.headMD5, 32), (digests.sha256, 64), (digests.crc32, 8)]
        let areDigests = texts.allSatisfy { text, count in text.isEmpty || Hex.isValid(text, count: count) }
        guard areDigests, digests.size >= 0, Hex.isValid(pictureHash.value, count: 64) else {
            throw .protocolBroken("a digest that is none")
        }
        if let taken, !Self.wallClock.contains(taken.local) || !(-86_400...86_400).contains(taken.utcOffset ?? 0) {
            throw .protocolBroken("a date beyond all calendars")
        }
        return self
    }
}
