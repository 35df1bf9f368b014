import Model

/// What the form `/photos/bulk` does with the photos whose `ids` it sends.
enum BulkEdit: Hashable, Sendable {
    case favorite
    case unfavorite
    /// -1 (rejected) to 5
    case rate(Int)
    /// nil removes the label.
    case label(String?)

    /// Reads the fields `action` and `value`; a button may send both in one as `rating:3`.
    init?(action: String, value: String?) {
        let parts = action.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count == 2 ? String(parts[1]) : value ?? ""
        switch parts.first {
        case "favorite": self = value == "0" ? .unfavorite : .favorite
        case "unfavorite": self = .unfavorite
        case "rating":
            guard let stars = Int(value), (-1...5).contains(stars) else { return nil }
            self = .rate(stars)
        case "label":
            guard value.isEmpty || ColorLabel(rawValue: value) != nil else { return nil }
            self = .label(value.isEmpty ? nil : value)
        default: return nil
        }
    }

    /// What a button sends as `action`.
    var action: String {
        switch self {
        case .favorite: "favorite"
        case .unfavorite: "unfavorite"
        case .rate(let stars): "rating:\(stars)"
        case .label(let label): "label:\(label ?? "")"
        }
    }
}
