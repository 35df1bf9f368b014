/// What happens to an exact copy of a file that the library has.
package enum DuplicatePolicy: String, Sendable, CaseIterable, Codable {
    case skip, keep, replace, ask
}
