/// A folder of the server that may be browsed.
package struct PickerRoot: Sendable {
    /// The id of the home folder.
    package static let home = "home"

    package let id: String
    package let name: String
    package let path: String

    package init(id: String, name: String, path: String) {
        self.id = id
        self.name = name
        self.path = path
    }
}
