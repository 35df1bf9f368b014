/// What a file is to the unit it travels with.
package enum CompanionRole: String, Sendable, CaseIterable {
    /// The picture or video the unit is about, or a file of its own.
    case lead
    /// The camera raw file of a picture.
    case raw
    /// The video of a live or motion photo.
    case motion
    /// The edited version of a picture.
    case edited
    /// An XMP sidecar, or a camera's own.
    case sidecar
    /// Google Takeout's JSON about a picture.
    case takeout

    /// Whether it is a picture or video of its own, not a text about one.
    package var isMedia: Bool {
        switch self {
        case .lead, .raw, .motion, .edited: true
        case .sidecar, .takeout: false
        }
    }
}
