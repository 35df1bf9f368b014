/// `media_type` in JSON.
package enum MediaType: String, Sendable, CaseIterable, Codable {
    case photo
    case video
}
