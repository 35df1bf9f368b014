/// Where the date of a photo was read (docs/metadata.md section 4), in order of priority.
package enum TakenSource: String, Sendable, CaseIterable {
    case exif, xmp, digitized, quicktime, png, filename, sidecar, folder, mtime
}

/// When a photo was taken: wall time, with the offset from UTC where it is known.
package struct CaptureDate: Hashable, Sendable {
    /// Seconds from 1970-01-01T00:00:00 on the wall clock of the place, as if that clock were UTC.
    package var local: Int64
    /// Milliseconds within the second, 0-999.
    package var milliseconds: Int
    /// Seconds to subtract from `local` to get UTC; nil = unknown.
    package var utcOffset: Int?
    package var source: TakenSource

    package init(local: Int64, milliseconds: Int = 0, utcOffset: Int?, source: TakenSource) {
        self.local = local
        self.milliseconds = milliseconds
        self.utcOffset = utcOffset
        self.source = source
    }

    /// `photo_taken_time`: UTC seconds; the wall time is read as UTC when the offset is unknown.
    package var utc: Int64 { local - Int64(utcOffset ?? 0) }
}
