import Foundation
import Templating
import Testing

@testable import Web

/// Writes every page to the folder named by `PHOTOSTEAD_GALLERY`, for `Tests/Scripts/gallery.py`.
@Suite struct GalleryTests {
    private static let folder = ProcessInfo.processInfo.environment["PHOTOSTEAD_GALLERY"]

    @Test(.enabled(if: folder != nil, "set PHOTOSTEAD_GALLERY to a folder"))
    func `write the gallery`() throws {
        let folder = try #require(Self.folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let renderer = PageRenderer(
            templates: try TemplateSet(folder: Repository.templates),
            assets: try PublicAssets(folder: Repository.assets, picksUpEdits: true))
        for specimen in Specimen.all {
            let bytes = try renderer.render(specimen.page, specimen.context)
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(specimen.name).html"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count >= Specimen.all.count)
    }
}
