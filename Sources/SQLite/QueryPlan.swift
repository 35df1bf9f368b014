extension Connection {
    /// The lines of EXPLAIN QUERY PLAN, such as `SEARCH photos USING INDEX photos_timeline (sort_time<?)`.
    package func queryPlan(_ sql: String, _ values: [Value] = []) throws -> [String] {
        try rows("EXPLAIN QUERY PLAN " + sql, values) { $0.text(3) }
    }

    /// The plans of the statements that `body` runs: of the very SQL, in the order of their texts.
    package func plans(_ body: () throws -> Void) throws -> [String] {
        cache.removeAll()
        try body()
        return try cache.values.sorted { $0.sql < $1.sql }.flatMap { statement in
            try queryPlan(statement.sql, [Value](repeating: .null, count: statement.parameterCount))
        }
    }
}
