package import Model

/// What a worker reads from one file; nothing of it is stored by reading.
///
/// The names in JSON are those of docs/interface.md, `facts`. nil = unknown.
package struct Facts: Sendable, Hashable {
    package var digests: Digests
    package var pictureHash: PictureHash
    /// As libmagic, the extension table or `application/octet-stream` say (docs/metadata.md section 5).
    package var mimeType: String
    /// Whether the type comes from the extension and not from the content.
    package var isMIMESuspect = false
    /// nil = no media file.
    package var mediaType: MediaType?
    /// Pixels as stored, before orientation is applied.
    package var width: Int?
    package var height: Int?
    /// EXIF orientation 1-8.
    package var orientation: Int?
    package var taken: CaptureDate?
    package var cameraMake: String?
    package var cameraModel: String?
    package var lensModel: String?
    /// Millimetres.
    package var focalLength: Double?
    package var iso: Int?
    /// Seconds as a fraction, `1/250`, or a decimal number, `2.5`.
    package var exposureTime: String?
    package var fNumber: Double?
    package var coordinate: Coordinate?
    package var rating: Rating?
    package var label: String?
    package var title: String?
    package var caption: String?
    /// Persons in the picture, in the order of the file.
    package var people: [String] = []
    /// Keywords, in the order of the file.
    package var keywords: [String] = []
    package var durationSeconds: Double?
    /// Why the content is damaged or could not be read in full; nil = nothing to complain of.
    package var problem: String?

    package init(digests: Digests, pictureHash: PictureHash, mimeType: String) {
        self.digests = digests
        self.pictureHash = pictureHash
        self.mimeType = mimeType
    }
}
