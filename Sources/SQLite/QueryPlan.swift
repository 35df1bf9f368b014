extension Connection {
    /// The lines of EXPLAIN QUERY PLAN, such as `SEARCH photos USING INDEX photos_timeline (sort_time<?)`.
    package func queryPlan(_ sql: String, _ values: [Value] = []) throws -> [String] {
        try rows("EXPLAIN QUERY PLAN " + sql, values) { $0.text(3) }
    }
}
