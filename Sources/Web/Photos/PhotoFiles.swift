import Browsing
import HTTP
import Model
import Platform
import Renditions
import StorageAccess
import Store

/// The files of photos: pictures from the cache, originals from their storages.
struct PhotoFiles: Sendable {
    let photos: PhotoListing
    let renditions: any RenditionSource
    /// Told of originals that are not where they should be.
    let missing: MissingNotices

    /// The answer that needs neither a worker nor a storage; nil = it has to be worked for.
    func cached(_ id: MediaID, _ file: PhotoFile) -> Response? {
        guard let size = Self.size(file), let picture = renditions.cached(id.text, size) else { return nil }
        return Self.response(picture)
    }

    /// - Throws: `WebError` 404, or why there is no picture or original.
    func answer(_ id: MediaID, _ file: PhotoFile, _ head: RequestHead) throws -> Response {
        guard let size = Self.size(file) else { return try original(id, head) }
        do {
            return Self.response(try renditions.picture(id.text, size))
        } catch {
            // A drive that is away has left the picture of the grid: better than none, until it is back.
            guard size == .preview, let smaller = renditions.cached(id.text, .grid) else { throw error }
            return Self.response(smaller).with("Cache-Control", "private, no-cache")
        }
    }

    private static func response(_ picture: RenditionFile) -> Response {
        // The address stays when a photo is edited outside, so a browser asks again after a day.
        Response.file(picture.file, length: picture.length, type: "image/jpeg")
            .with("ETag", "\"\(picture.tag)\"").with("Cache-Control", "private, max-age=86400")
    }

    private static func size(_ file: PhotoFile) -> RenditionSize? {
        switch file {
        case .thumbnail: .thumbnail
        case .grid: .grid
        case .preview: .preview
        case .original: nil
        }
    }

    // MARK: - Originals

    /// Raster images and videos that browsers show; everything else is only handed over as a file.
    private static let shownInline: Set<String> = [
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/heic", "image/bmp", "image/tiff",
        "video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/3gpp",
    ]

    private func original(_ id: MediaID, _ head: RequestHead) throws -> Response {
        let items = try photos.files(of: id)
        // The item that was asked for first, when the address names one.
        let ordered = items.filter { $0.id == id.text } + items.filter { $0.id != id.text }
        var problem: any Error = WebError(.notFound, id.text, "none of its files can be reached")
        for item in ordered where item.state == .present {
            do {
                return try answer(item, head)
            } catch let error as FileError where error.isMissing {
                missing.note(item)
                problem = WebError(.notFound, item.path.displayName, "its file is not there any more")
            } catch { problem = error }
        }
        throw problem
    }

    /// Reads block by block, each on a thread that a drive may keep.
    private static func source(_ file: Descriptor, of storage: StorageRecord, length: Int64) -> ByteSource {
        ByteSource(length: length) { offset, buffer in
            let wanted = buffer.count
            let block = try StorageRoot.ask(storage) {
                try [UInt8](unsafeUninitializedCapacity: wanted) { block, count in
                    count = try file.read(into: UnsafeMutableRawBufferPointer(block), at: offset)
                }
            }
            buffer.copyBytes(from: block)
            return block.count
        }
    }

    private func answer(_ item: ItemDetails, _ head: RequestHead) throws -> Response {
        let opened = try StorageRoot.openFile(item.path, of: item.storage)
        let status = opened.status
        let isInline = Self.shownInline.contains(item.mimeType) && head.query.first { $0.name == "download" } == nil
        let name = item.path.displayName
        return Response.stream(Self.source(opened.file, of: item.storage, length: status.size), type: item.mimeType)
            .with(
                "Content-Disposition", isInline ? ContentDisposition.inline(name) : ContentDisposition.attachment(name)
            )
            .with("ETag", EntityTag.of(status)).with("Cache-Control", "private, no-cache")
            .with("Last-Modified", HTTPDate.format(status.modifiedNanoseconds / 1_000_000_000))
    }
}
