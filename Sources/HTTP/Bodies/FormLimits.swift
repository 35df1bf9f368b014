/// Limits on forms; exceeding one is answered 413.
package struct FormLimits: Sendable {
    /// How many fields and files.
    package var fields: Int
    /// Bytes of one field.
    package var fieldBytes: Int

    package init(fields: Int = 10_000, fieldBytes: Int = 1 << 20) {
        self.fields = fields
        self.fieldBytes = fieldBytes
    }
}
