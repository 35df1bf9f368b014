/// What is to be done to a photo's sidecar.
struct SidecarEdit {
    let form: SidecarForm
    /// Whether the sidecar carries the changes; otherwise the photo does, and the sidecar, which wins over it, only must
    /// not say something else.
    let isComplete: Bool

    /// The changes the sidecar needs.
    ///
    /// - Parameters:
    ///   - sidecar: what it says now; nil = it does not exist.
    ///   - photo: what the photo itself says.
    func needed(_ changes: MetadataChanges, sidecar: MetadataValues?, photo: MetadataValues) -> MetadataChanges {
        var rest = changes
        let own = sidecar ?? MetadataValues()
        if !isNeeded(changes.rating, own.rating, photo.rating, none: 0) { rest.rating = nil }
        if !isNeeded(changes.label, own.label, photo.label, none: "") { rest.label = nil }
        if !isNeeded(changes.title, own.title, photo.title, none: "") { rest.title = nil }
        if !isNeeded(changes.description, own.description, photo.description, none: "") { rest.description = nil }
        return rest
    }

    private func isNeeded<Value: Equatable>(_ wanted: Value?, _ own: Value?, _ photo: Value?, none: Value) -> Bool {
        guard let wanted else { return false }
        guard isComplete else { return own != nil && own != wanted }
        return (own ?? photo ?? none) != wanted
    }
}
