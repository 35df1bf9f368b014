/// Identity of a photo: SHA-256 of the encoded picture or movie data without metadata (docs/metadata.md section 1).
package struct PictureHash: Hashable, Sendable {
    /// What the hash covers.
    package enum Scope: String, Sendable, CaseIterable {
        /// The coded picture data: survives edits of metadata.
        case data
        /// The whole file, because no rule for its container applied.
        case file
    }

    /// 64 lower-case hexadecimal digits.
    package let value: String
    package let scope: Scope

    package init(value: String, scope: Scope) {
        self.value = value
        self.scope = scope
    }
}
