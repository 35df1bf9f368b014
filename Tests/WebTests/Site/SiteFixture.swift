import Composition
import Curation
import Engine
import Foundation
import HTTP
import Imports
import Intake
import Media
import MetadataWrite
import Model
import Platform
import Renditions
import StorageAccess
import Storages
import Store
import Templating
import TestLibrary
import TestSupport
import Testing

@testable import Web

/// A whole site over a real library with invented rows; no worker, no socket.
final class SiteFixture: Sendable {
    let scratch: ScratchLibrary
    var folder: TemporaryFolder { scratch.home }
    var store: LibraryStore { scratch.store }
    var board: OperationBoard { scratch.board }
    let server: InMemoryServer
    let photos: String
    let storage: String
    let site: Site

    private struct FewTags: TagSource {
        func tags(of file: OpenFile) throws -> [String: String] { ["Exif.Image.Make": "<b>Leica</b>"] }
    }

    /// Reads what a sidecar says about the rating; of photos only their bytes.
    private struct BytesInspector: CopyInspector {
        func decodingProblem(of file: OpenFile) -> String? { nil }

        func inspect(_ file: OpenFile, for digests: DigestUse) throws -> Inspection {
            let bytes = try file.descriptor.readAll(limit: 1 << 20)
            let sha256 = bytes.withUnsafeBytes { RunningDigest.of($0, .sha256) }
            let facts = Facts(
                digests: Digests(md5: "m", headMD5: "h", sha256: sha256, crc32: "00000000", size: Int64(bytes.count)),
                pictureHash: PictureHash(value: sha256, scope: .file), mimeType: "image/x-other")
            let text = String(decoding: bytes, as: UTF8.self)
            let rating = text.firstMatch(of: /<xmp:Rating>(-?[0-9])/).map { ["Xmp.xmp.Rating": String($0.1)] }
            return Inspection(facts: facts, tags: rating ?? [:], parts: nil)
        }
    }

    init(photoCount: Int = 0, hostile: String? = nil) throws {
        scratch = try ScratchLibrary(inspector: BytesInspector(), tags: FewTags())
        photos = try scratch.home.makeFolder("photos")
        storage = try scratch.library.storages.add(path: photos, name: hostile ?? "Holidays", isIndexed: false).uuid
        let settings = SiteSettings(
            apiToken: "token-of-the-library",
            pickerRoots: [PickerRoot(id: "home", name: "Home", path: scratch.home.path)], about: [])
        let assets = try PublicAssets(folder: Corpus.packageFolder + "/Public")
        site = Site(
            scratch.library, settings,
            renderer: PageRenderer(
                templates: try TemplateSet(folder: Corpus.packageFolder + "/Templates"), assets: assets), assets: assets
        )
        server = InMemoryServer(handler: site)
        try fill(photoCount, hostile: hostile)
    }

    private func fill(_ count: Int, hostile: String?) throws {
        let (store, uuid) = (store, storage)
        for number in 0..<count { try folder.write("photos/\(number).bin", "picture \(number)") }
        try store.write { connection in
            guard let storage = try StorageRecord.find(uuid: uuid, connection) else { return }
            let writer = ItemWriter(connection, storage: storage.id, now: 0)
            for number in 0..<count {
                let sha256 = Array("picture \(number)".utf8).withUnsafeBytes { RunningDigest.of($0, .sha256) }
                var facts = Facts(
                    digests: Digests(
                        md5: "m\(number)", headMD5: "h", sha256: sha256, crc32: "00000000", size: 9),
                    pictureHash: PictureHash(value: "\(number)", scope: .data), mimeType: "image/x-other")
                facts.mediaType = .photo
                facts.title = hostile
                facts.caption = hostile
                facts.people = hostile.map { [$0] } ?? []
                facts.cameraModel = hostile ?? "X100V"
                facts.taken = CaptureDate(local: 1_577_836_800 + Int64(number) * 60, utcOffset: nil, source: .exif)
                guard let path = RelativePath("\(number).bin") else { continue }
                try writer.write(FoundItem(path: path, modifiedNanoseconds: 0, facts: facts))
            }
        }
    }

    /// Body of a page as text.
    func page(_ target: String) throws -> (status: Int, body: String) {
        let answer = server.get(target)
        return (answer.status.code, String(decoding: try answer.bytes(), as: UTF8.self))
    }

    /// The ids of all photos, newest first.
    func ids() throws -> [String] {
        try store.read { try PhotoQuery(Store.PhotoFilter(), $0).photos(beyond: nil, limit: 1000, $0) }.map(\.id)
    }

    /// The headers of a browser that has been here: its session, and with it the token of its forms.
    func browser() throws -> (headers: Headers, token: String) {
        let answer = server.get("/storages")
        let cookie = try #require(answer.headers["Set-Cookie"]).prefix { $0 != ";" }
        let headers: Headers = ["Cookie": String(cookie)]
        let body = String(decoding: try server.get("/storages", headers).bytes(), as: UTF8.self)
        let range = try #require(body.range(of: "name=\"csrf-token\" content=\""))
        return (headers, String(body[range.upperBound...].prefix(64)))
    }
}
