/// Seed 3's `media_type`.
package enum MediaType: String, Sendable, CaseIterable {
    case photo
    case video
}
