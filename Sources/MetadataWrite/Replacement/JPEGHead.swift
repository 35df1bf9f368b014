import Media

/// The segments of a JPEG before its coded data: all that a writer of metadata has to see.
///
/// exiftool takes 10 ms for a photo of 3 MB and 3 ms for its head. Only plain files qualify: nothing behind the end of
/// the picture and no directory of further pictures, because exiftool adjusts offsets into those.
struct JPEGHead {
    /// Bytes before the first scan.
    let length: Int64

    /// What stands behind the head while exiftool has it: the shortest scan, and the end of the picture.
    static let stand: [UInt8] = [0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3F, 0x00, 0x00, 0xFF, 0xD9]

    /// - Parameters:
    ///   - parts: of the file, as the readers found them.
    ///   - size: bytes of the file.
    /// - Returns: nil when the whole file has to be handed over.
    init?(parts: [MediaPart], size: Int64) {
        guard let scans = parts.last, scans.name == "scans", scans.count > 0, Int64(scans.count) < size,
            !parts.contains(where: { $0.name.hasSuffix("MPF") })
        else { return nil }
        length = size - Int64(scans.count)
    }
}
