package import Model

extension Refusal {
    /// - Parameter uuid: what somebody took for the id of a storage.
    package static func unknownStorage(_ uuid: String, field: Field? = nil) -> Refusal {
        Refusal(
            uuid, "there is no storage with this id", hint: "`photostead storage list` shows them.", .notFound,
            field: field)
    }
}
