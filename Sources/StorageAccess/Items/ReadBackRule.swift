/// What another program wrote into a file, against what the library says: of what was last read or
/// written, the file and the library, the one that has changed has the newer intent.
package enum ReadBackRule: Sendable, Hashable {
    /// The file says what it said before.
    case unchanged
    /// The file says what the library says.
    case agreed
    /// Only the file has changed: its word is taken over.
    case fileIsNewer
    /// Both have: somebody has to decide.
    case bothChanged

    /// Decides about one field.
    package init(file: String?, read: String?, library: String?) {
        self =
            if file == read {
                .unchanged
            } else if file == library {
                .agreed
            } else {
                library == read ? .fileIsNewer : .bothChanged
            }
    }
}
