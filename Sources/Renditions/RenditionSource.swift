package import Platform

/// The pictures that are made of a photo.
package enum RenditionSize: Int, Sendable, CaseIterable {
    /// Fits into 256 × 256 pixels.
    case thumbnail = 256
    /// For the grid: fits into 640 × 640.
    case grid = 640
    /// For the photo page: fits into 2,048 × 2,048; made on demand.
    case preview = 2048
}

/// A picture in the cache.
package struct RenditionFile: Sendable {
    package let file: Descriptor
    /// Bytes.
    package let length: Int64
    /// Changes when the picture does.
    package let tag: String

    package init(file: Descriptor, length: Int64, tag: String) {
        self.file = file
        self.length = length
        self.tag = tag
    }
}

/// Who has the pictures of photos: the cache with the workers behind it, or a test's stand-in.
package protocol RenditionSource: Sendable {
    /// The picture when it is in the cache; never waits for a worker. nil = it has to be made.
    func cached(_ photo: String, _ size: RenditionSize) -> RenditionFile?

    /// The picture, made now if it is absent; before what an operation makes.
    ///
    /// - Throws: a `Failure` when there is no picture: damaged, of a format without one, on a drive that is away.
    func picture(_ photo: String, _ size: RenditionSize) throws -> RenditionFile

    /// How many pictures of a size the cache holds, and their bytes.
    func figures(_ size: RenditionSize) throws -> (count: Int, bytes: Int64)
}
