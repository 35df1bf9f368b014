/// Seed 3's `media_type`.
package enum MediaType: String, Sendable, CaseIterable, Codable {
    case photo
    case video
}
