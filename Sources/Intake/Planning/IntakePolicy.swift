package import Model

/// What happens to a picture that the library has with other metadata.
package enum SamePicturePolicy: String, Sendable, CaseIterable, Codable {
    case `import`, skip
}

/// How an import decides.
package struct IntakePolicy: Sendable, Hashable {
    package var organisation: Organisation
    package var duplicates: DuplicatePolicy
    package var samePicture: SamePicturePolicy
    /// Whether originals leave the source once their copies are safe.
    package var isMove: Bool

    package init(
        organisation: Organisation, duplicates: DuplicatePolicy, samePicture: SamePicturePolicy, isMove: Bool
    ) {
        self.organisation = organisation
        self.duplicates = duplicates
        self.samePicture = samePicture
        self.isMove = isMove
    }
}
