import Foundation
import Templating
import Testing

@testable import Web

/// What pages and assets agree upon.
@Suite struct StylesheetTests {
    private func text(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(Repository.assets)/\(file)")), as: UTF8.self)
    }

    private func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(Repository.assets)/\(folder)").sorted()
    }

    @Test func `every stylesheet is linked and every link has a stylesheet`() throws {
        let linked = PublicAssets.styles.map { "\($0).css" }
        #expect(Set(linked).count == linked.count)
        #expect(linked.sorted() == (try files("css")))
        #expect(linked.first == "layers.css")
    }

    @Test func `every rule lies in a layer`() throws {
        for file in try files("css") where file != "layers.css" {
            let outside = try text("css/\(file)").replacing(/\/\*[\s\S]*?\*\//, with: "")
                .trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(outside.hasPrefix("@layer "), "\(file)")
        }
    }

    @Test func `the classes of shapes follow the formula`() throws {
        let css = try text("css/ratios.css")
        for shape in 0..<TileClass.shapeCount {
            let ratio = String(format: "%.4f", TileClass.ratio(shape))
            #expect(css.contains(".s\(shape) { --ratio: \(ratio); }"))
        }
        #expect(css.components(separatedBy: "--ratio").count - 1 == TileClass.shapeCount)
    }

    @Test func `the classes of colours follow the formula`() throws {
        let css = try text("css/colours.css")
        for red in 0..<6 {
            for green in 0..<6 {
                for blue in 0..<6 {
                    let rgb = UInt32(red * 51) << 16 | UInt32(green * 51) << 8 | UInt32(blue * 51)
                    let colour = String(format: "#%06x", rgb)
                    #expect(css.contains(".k\(TileClass.colour(rgb)) { --colour: \(colour); }"))
                }
            }
        }
    }

    @Test(arguments: [
        (6000, 4000), (4000, 6000), (4032, 3024), (1920, 1080), (3000, 3000), (2400, 900), (1000, 2300),
    ])
    func `a class is within one percent of the shape`(width: Int, height: Int) {
        let exact = Double(width) / Double(height)
        let ratio = TileClass.ratio(TileClass.shape(width: width, height: height))
        #expect(abs(ratio / exact - 1) <= 0.0101)
    }

    @Test func `extreme shapes and sizes of nothing have a class`() {
        #expect(TileClass.shape(width: 1_000_000, height: 1) == TileClass.shapeCount - 1)
        #expect(TileClass.shape(width: 1, height: 1_000_000) == 0)
        #expect((0..<TileClass.shapeCount).contains(TileClass.shape(width: 0, height: -5)))
        #expect(TileClass.colour(0xFF_FFFF) == 215)
        #expect(TileClass.colour(0) == 0)
    }

    @Test func `every icon that is used is drawn`() throws {
        let sprite = try text("icons/icons.svg")
        let templates = try TemplateSet(folder: Repository.templates)
        let renderer = PageRenderer(templates: templates, assets: .unversioned)
        var used: Set<String> = []
        for specimen in Specimen.all where !specimen.name.hasPrefix("hostile") {
            let html = String(decoding: try renderer.render(specimen.page, specimen.context), as: UTF8.self)
            for match in html.matches(of: /icons\.svg#([a-z-]+)/) { used.insert(String(match.1)) }
        }
        #expect(used.count > 20)
        for icon in used { #expect(sprite.contains("id=\"\(icon)\""), "\(icon)") }
    }

    @Test func `masks and modules name files that exist`() throws {
        for file in try files("css") {
            for match in try text("css/\(file)").matches(of: /url\("\.\.\/icons\/([a-z-]+\.svg)"\)/) {
                #expect(try files("icons").contains(String(match.1)))
            }
        }
        for file in try files("js") {
            for match in try text("js/\(file)").matches(of: /from "\.\/([a-z]+\.js)"/) {
                #expect(try files("js").contains(String(match.1)))
            }
        }
    }
}
