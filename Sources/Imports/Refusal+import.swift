package import Model

extension Refusal {
    /// - Parameter id: what somebody took for the id of an import.
    package static func unknownImport(_ id: String) -> Refusal {
        Refusal(id, "there is no import with this id", hint: "`photostead import list` shows them.", .notFound)
    }
}
