import Model
import Platform

/// Digests and picture hash of files, one read each; one object is used for many files by one thread.
final class PictureHasher {
    private let digester = FileDigester()
    private let picture = RunningDigest(.sha256)
    private let spare = RunningDigest(.sha256)

    init() {}

    /// The whole content of the file read last, when it was small enough to stay in memory.
    var resident: UnsafeRawBufferPointer { digester.resident }

    /// Reads a file to its end.
    ///
    /// - Parameter isForIdentity: of the digests SHA-256 alone.
    func read(
        _ descriptor: Int32, isForIdentity: Bool = false
    ) throws(FileError) -> (digests: Digests, picture: PictureHash) {
        picture.reset()
        var scan: JPEGScan?
        var isFirst = true
        let digests = try digester.read(descriptor, isForIdentity: isForIdentity) { piece in
            if isFirst, piece.starts(with: [0xFF, 0xD8, 0xFF]) {
                scan = JPEGScan(into: picture, spare: spare)
            }
            isFirst = false
            scan?.feed(piece)
        }
        let isFound: Bool
        if scan != nil {
            scan?.finish()
            isFound = scan.map { $0.hashedAnything && !$0.isDoubtful } ?? false
        } else {
            let source = ByteSource(descriptor: descriptor, size: Int(digests.size), resident: digester.resident)
            isFound = Self.hash(source, into: picture)
        }
        if isFound { return (digests, PictureHash(value: picture.finish(), scope: .data)) }
        return (digests, PictureHash(value: digests.sha256, scope: .file))
    }

    /// - Returns: false when no rule applied to the end, so that the file itself has to do.
    private static func hash(_ source: ByteSource, into digest: RunningDigest) -> Bool {
        do throws(DecodingProblem) {
            if source.has("PNG\r\n", at: 1) { return PNGChunks.hash(source, into: digest) }
            if source.has("RIFF", at: 0) { return try RIFFChunks.hash(source, into: digest) }
            if source.has("ftyp", at: 4) || ISOBoxes.isQuickTime(source) { return try hashISO(source, into: digest) }
            if let tiff = try TIFFDirectories(source) { return try TIFFPicture.hash(tiff, into: digest) }
            return false
        } catch {
            return false
        }
    }

    private static func hashISO(_ source: ByteSource, into digest: RunningDigest) throws(DecodingProblem) -> Bool {
        var found = false
        for box in try ISOBoxes.top(source) {
            if box.kind == "meta" {
                let items = try ISOItems(source, meta: box)
                found = try items.hash(source, into: digest) || found
            } else if box.kind == "moov" {
                found = try ISOTracks.hash(source, moov: box, into: digest) || found
            }
        }
        return found
    }
}
