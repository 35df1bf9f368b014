import Foundation
import Media
import TestSupport
import Testing

@testable import Decoding

@Suite struct TypeDetectorTests {
    @Test(.enabled(if: Corpus.isPresent))
    func `signatures that need no search are what libmagic says of the corpus`() throws {
        let magic = try Magic()
        var compared = 0
        for row in try Corpus.table("MANIFEST.tsv") {
            let path = Corpus.path + "/" + (row["path"] ?? "")
            guard let data = FileManager.default.contents(atPath: path),
                let plain = TypeRule.plainSignature(data.prefix(16))
            else { continue }
            #expect(data.withUnsafeBytes(magic.mimeType) == plain, "\(path)")
            compared += 1
        }
        #expect(compared > 100)
    }
}
