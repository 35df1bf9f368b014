/// A folder of the server that may be browsed.
package struct PickerRoot: Sendable {
    /// The id of the home folder.
    package static let home = "home"

    let id: String
    let name: String
    let path: String

    package init(id: String, name: String, path: String) {
        self.id = id
        self.name = name
        self.path = path
    }
}
