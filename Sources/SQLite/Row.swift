import CSQLite

/// The current row of a statement; valid only inside the closure that received it.
///
/// Columns are numbered from 0; the functions without a number read one after the other. Reading NULL gives 0, "" or []
/// unless the function says optional.
package struct Row {
    let handle: OpaquePointer
    private var next = 0

    init(handle: OpaquePointer) { self.handle = handle }

    package func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    package func int64(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

    package func int(_ column: Int) -> Int { Int(int64(column)) }

    package func bool(_ column: Int) -> Bool { int64(column) != 0 }

    package func double(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    package func text(_ column: Int) -> String {
        // "call sqlite3_column_text() first ..., then invoke sqlite3_column_bytes()" (sqlite.org/c3ref/column_blob.html)
        guard let bytes = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    package func blob(_ column: Int) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, Int32(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }

    package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
    package func optionalInt64(_ column: Int) -> Int64? { isNull(column) ? nil : int64(column) }
    package func optionalDouble(_ column: Int) -> Double? { isNull(column) ? nil : double(column) }
    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    package func optionalBlob(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }

    // MARK: - One column after the other

    private mutating func step() -> Int {
        defer { next += 1 }
        return next
    }

    package mutating func int64() -> Int64 { int64(step()) }
    package mutating func int() -> Int { int(step()) }
    package mutating func bool() -> Bool { bool(step()) }
    package mutating func double() -> Double { double(step()) }
    package mutating func text() -> String { text(step()) }
    package mutating func blob() -> [UInt8] { blob(step()) }
    package mutating func optionalInt() -> Int? { optionalInt(step()) }
    package mutating func optionalInt64() -> Int64? { optionalInt64(step()) }
    package mutating func optionalDouble() -> Double? { optionalDouble(step()) }
    package mutating func optionalText() -> String? { optionalText(step()) }
    package mutating func optionalBlob() -> [UInt8]? { optionalBlob(step()) }
}
