/// Colour labels of `Xmp.xmp.Label` that have a meaning here; other text is kept and shown as it is.
package enum ColorLabel: String, Sendable, CaseIterable {
    case red = "Red"
    case yellow = "Yellow"
    case green = "Green"
    case blue = "Blue"
    case purple = "Purple"
}
