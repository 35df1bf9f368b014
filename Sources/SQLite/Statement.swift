import CSQLite

/// One prepared statement of one connection.
final class Statement {
    private let handle: OpaquePointer
    private let database: OpaquePointer
    let sql: String
    /// Set while rows are being read, so that a nested use of the same SQL prepares its own statement.
    private(set) var isInUse = false

    init(_ sql: String, database: OpaquePointer) throws {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else { throw Connection.error(database, code, sql) }
        self.handle = handle
        self.database = database
        self.sql = sql
    }

    deinit { sqlite3_finalize(handle) }

    /// Runs the statement to its end, handing every row to `each`, which answers whether to go on.
    func run(_ values: [Value], _ each: (inout Row) throws -> Bool) throws {
        isInUse = true
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
            isInUse = false
        }
        try bind(values)
        while true {
            switch sqlite3_step(handle) {
            case SQLITE_ROW:
                var row = Row(handle: handle)
                guard try each(&row) else { return }
            case SQLITE_DONE:
                return
            case let code:
                throw Connection.error(database, code, sql)
            }
        }
    }

    /// How many values it wants.
    var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

    private func bind(_ values: [Value]) throws {
        let expected = parameterCount
        guard values.count == expected else {
            throw SQLiteError(
                code: SQLITE_RANGE, message: "\(values.count) values for \(expected) parameters", cause: sql)
        }
        for (offset, value) in values.enumerated() {
            let code = bind(value, at: Int32(offset + 1))
            guard code == SQLITE_OK else { throw Connection.error(database, code, sql) }
        }
    }

    private func bind(_ value: Value, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .real(let number): return sqlite3_bind_double(handle, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    photostead_bind_text(handle, index, $0.baseAddress ?? emptyText, Int32($0.count))
                }
            }
        case .blob(let blob):
            // A null pointer would bind NULL: "if the third parameter is a NULL pointer then ... sqlite3_bind_null()".
            return blob.withUnsafeBytes {
                photostead_bind_blob(handle, index, $0.baseAddress ?? UnsafeRawPointer(emptyText), Int32($0.count))
            }
        }
    }
}

/// Somewhere for empty values to point to.
private nonisolated(unsafe) let emptyText: UnsafePointer<CChar> = {
    let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    pointer.initialize(to: 0)
    return UnsafePointer(pointer)
}()
