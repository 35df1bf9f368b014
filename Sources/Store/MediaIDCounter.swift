import Model
import Platform
import SQLite

/// Gives every item of a second its own suffix.
///
/// A rolled back transaction leaves a gap, never a repetition.
struct MediaIDCounter {
    private var nextOrdinals: [Int64: Int] = [:]

    /// - Parameter second: wall-clock seconds since 1970.
    mutating func next(second: Int64, in reading: Reading) throws -> String {
        var second = second
        while true {
            let text = CivilTime(seconds: Self.clamped(second)).compact
            let ordinal = try nextOrdinals[second] ?? Self.used(text, in: reading)
            if let id = MediaID(second: text, ordinal: ordinal) {
                if nextOrdinals.count > 4096 { nextOrdinals.removeAll(keepingCapacity: true) }
                nextOrdinals[second] = ordinal + 1
                return id.text
            }
            second += 1
        }
    }

    /// Years of four digits only: 0001-9999.
    private static func clamped(_ second: Int64) -> Int64 { min(max(second, -62_135_596_800), 253_402_300_799) }

    /// One more than the ordinal of the greatest identifier of that second.
    private static func used(_ second: String, in reading: Reading) throws -> Int {
        let greatest = try reading.row(
            "SELECT max(id) FROM media_items WHERE id > ? AND id < ?", [.text(second + "_"), .text(second + "_~")]
        ) { $0.optionalText() }
        guard let suffix = (greatest ?? nil)?.suffix(3) else { return 0 }
        return ordinal(of: Array(suffix.utf8)) + 1
    }

    private static func ordinal(of suffix: [UInt8]) -> Int {
        let digits = suffix.map { $0 < 58 ? Int($0) - 48 : Int($0) - 55 }
        let isDecimal = suffix[0] < 58
        return isDecimal
            ? digits[0] * 100 + digits[1] * 10 + digits[2]
            : 1000 + (digits[0] - 10) * 1296 + digits[1] * 36 + digits[2]
    }
}
