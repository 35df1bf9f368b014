import Platform
import SQLite

/// One snapshot of the library for the named functions of this module; valid inside the closure that received it.
package class Reading {
    let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// Every row of a query, as `map` makes of it.
    final func rows<Element>(_ sql: String, _ values: [Value] = [], _ map: (inout Row) throws -> Element) throws
        -> [Element]
    {
        try connection.rows(sql, values, map)
    }

    /// The first row of a query; nil when there is none.
    final func row<Element>(_ sql: String, _ values: [Value] = [], _ map: (inout Row) throws -> Element) throws
        -> Element?
    {
        try connection.row(sql, values, map)
    }

    /// The first column of the first row as an integer; 0 when there is none.
    final func integer(_ sql: String, _ values: [Value] = []) throws -> Int { try connection.integer(sql, values) }
}

/// One transaction of the library for the named functions of this module; it reads what it has written.
package final class Writing: Reading {
    private let ids: Lock<MediaIDCounter>

    init(_ connection: Connection, _ ids: Lock<MediaIDCounter>) {
        self.ids = ids
        super.init(connection)
    }

    /// Runs one statement and ignores its rows.
    func run(_ sql: String, _ values: [Value] = []) throws { try connection.run(sql, values) }

    var lastInsertedRowID: Int64 { connection.lastInsertedRowID }

    /// How many rows the last INSERT, UPDATE or DELETE has changed, without those that triggers have changed.
    var changedRows: Int { connection.changedRows }

    /// Hands out an identifier; the counter of a second goes on where the table ends.
    func nextID(second: Int64) throws -> String { try ids.withLock { try $0.next(second: second, in: self) } }
}
