import Foundation
import Model
import Platform
import StorageAccess
import TestSupport
import Testing

/// `.imalink-storage` as docs/interface.md has it.
struct StorageSignatureTests {
    private let seed = """
        {
          "imalink_storage_version": "1.0",
          "storage_uuid": "550E8400-e29b-41d4-a716-446655440000",
          "display_name": "Italia-samlingen 2024",
          "created_at": "2024-06-15T10:30:00Z",
          "last_indexed": null,
          "photo_count": 1547,
          "total_size_bytes": 4567890123,
          "backend_url": "http://localhost:8000",
          "notes": "Hovedarkiv \\u00e5",
          "tags": ["italia", "2024"]
        }
        """

    private func read(_ text: String) throws -> StorageSignature {
        try StorageSignature(bytes: Array(text.utf8), path: "x")
    }

    private func refusal(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch let error as FormatError { return error.reason } catch { return "\(error)" }
    }

    @Test func `every field of seed 2 is read`() throws {
        let signature = try read(seed)
        #expect(signature.storageUUID == "550e8400-e29b-41d4-a716-446655440000")
        #expect(signature.displayName == "Italia-samlingen 2024")
        #expect(signature.createdAt == "2024-06-15T10:30:00Z")
        #expect(signature.lastIndexed == nil)
        #expect(signature.photoCount == 1547)
        #expect(signature.totalSizeBytes == 4_567_890_123)
        #expect(signature.backendURL == "http://localhost:8000")
        #expect(signature.notes == "Hovedarkiv å")
        #expect(signature.tags == ["italia", "2024"])
    }

    @Test func `what is written is read again, byte for byte the same`() throws {
        var signature = try read(seed)
        signature.displayName = "quote \" backslash \\ newline \n 😀 \u{1}"
        signature.lastIndexed = "2026-01-01T00:00:00Z"
        let again = try StorageSignature(bytes: signature.bytes, path: "x")
        #expect(again == signature)
        #expect(again.bytes == signature.bytes)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(signature.bytes)) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "imalink_storage_version", "storage_uuid", "display_name", "created_at", "last_indexed", "photo_count",
                "total_size_bytes", "backend_url", "notes", "tags",
            ])
        #expect(object["display_name"] as? String == signature.displayName)
    }

    @Test func `a byte order mark, other line ends and unknown fields do no harm`() throws {
        #expect(try read("\u{FEFF}" + seed).photoCount == 1547)
        #expect(try read(seed.replacingOccurrences(of: "\n", with: "\r\n")).photoCount == 1547)
        #expect(
            try read(seed.replacingOccurrences(of: "\"notes\"", with: "\"other\": {\"a\": [1]}, \"notes\"")).notes != ""
        )
    }

    @Test func `fields of other programs are kept, in their order and with their numbers`() throws {
        let others = "\"migrated_from\": \"legacy_v0\", \"b\": {\"z\": [1.50, null], \"a\": true}"
        let signature = try read(seed.replacingOccurrences(of: "\"notes\"", with: others + ", \"notes\""))
        #expect(signature.otherFields.map(\.key) == ["migrated_from", "b"])
        let text = String(decoding: signature.bytes, as: UTF8.self)
        #expect(text.contains("\"migrated_from\": \"legacy_v0\",\n  \"b\": {\n    \"z\": [\n      1.50,\n      null"))
        #expect(try read(text) == signature)
    }

    @Test func `every truncated signature is refused`() {
        let bytes = Array(seed.utf8)
        for count in 0..<bytes.count - 1 {
            #expect(throws: FormatError.self, "\(count)") {
                _ = try StorageSignature(bytes: Array(bytes[..<count]), path: "x")
            }
        }
    }

    @Test func `other versions, other identities and other JSON are refused with the reason`() {
        #expect(refusal(seed.replacingOccurrences(of: "\"1.0\"", with: "\"2.0\""))?.contains("2.0") ?? false)
        #expect(refusal(seed.replacingOccurrences(of: "\"1.0\"", with: "\"11.0\""))?.contains("11.0") ?? false)
        #expect(refusal("{}")?.contains("missing") ?? false)
        #expect(refusal(seed.replacingOccurrences(of: "550E8400", with: "../../../x"))?.contains("no UUID") ?? false)
        for text in ["", "null", "[]", "1", "\u{0}", "{\"imalink_storage_version\": 1.0}", "<xml/>"] {
            #expect(refusal(text) == "it is not the JSON of a storage signature", "\(text)")
        }
    }

    @Test func `a signature of two megabytes is not read, and random bytes crash nothing`() throws {
        let home = try TemporaryFolder()
        try home.write(StorageSignature.fileName, Array(seed.utf8) + [UInt8](repeating: 0x20, count: 2 << 20))
        #expect(throws: FormatError.self) { _ = try StorageSignature.read(in: Folder(path: home.path)) }
        var mutation = Mutation(seed: 1)
        for _ in 0..<500 {
            let bytes = mutation.mutate(Array(seed.utf8), with: Array(seed.utf8.reversed()))
            do { _ = try StorageSignature(bytes: bytes, path: "x") } catch { #expect(error is FormatError) }
        }
    }

    @Test func `a folder or a link in its place is no signature`() throws {
        let home = try TemporaryFolder()
        #expect(try StorageSignature.read(in: Folder(path: home.path)) == nil)
        try home.makeFolder(StorageSignature.fileName)
        #expect(throws: (any Error).self) { _ = try StorageSignature.read(in: Folder(path: home.path)) }
        try FileManager.default.removeItem(atPath: home.path + "/" + StorageSignature.fileName)
        let target = try home.write("target", seed)
        try FileManager.default.createSymbolicLink(
            atPath: home.path + "/" + StorageSignature.fileName, withDestinationPath: target)
        #expect(throws: (any Error).self) { _ = try StorageSignature.read(in: Folder(path: home.path)) }
    }
}
