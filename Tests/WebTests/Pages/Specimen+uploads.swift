import Foundation
import Imports

@testable import Web

extension Specimen {
    static let received = upload(
        name: "Family archive",
        files: [("DCIM/100APPLE/IMG_0001.HEIC", 2_412_000), ("DCIM/100APPLE/IMG_0001.MOV", 3_100_000)])

    static let uploads: [Specimen] = [
        Specimen("upload-empty", UploadPage(upload: upload(name: "Family archive", files: []))),
        Specimen("upload", page { $0.preview = panel(.complete) { $0.page = .upload(received.uploadID) } }),
        Specimen("upload-unasked", UploadPage(upload: received)),
        Specimen(
            "upload-away", UploadPage(upload: upload(name: "Archive 2", files: [], count: 12, isAway: true))),
        Specimen(
            "upload-refused",
            page {
                $0.problem = PageProblem(.bad, "Family archive: it is read-only", hint: "Mount the drive writable.")
            }),
    ]

    static func hostileUpload(_ text: String) -> UploadPage {
        var page = UploadPage(upload: upload(name: text, files: [(text, -1), (text, .max)], count: -3))
        page.problem = PageProblem(.bad, text, hint: text)
        return page
    }

    private static func page(_ change: (inout UploadPage) -> Void) -> UploadPage {
        var page = UploadPage(upload: received)
        change(&page)
        return page
    }

    /// As the API would answer it.
    static func upload(
        name: String, files: [(path: String, size: Int64)], count: Int? = nil, isAway: Bool = false
    ) -> UploadDocument {
        var value: [String: Any] = [
            "upload_id": "0d6cfd10-6f1c-4b0e-9d53-2f4f6f0f8c11", "storage_uuid": "6f", "storage_name": name,
            "created_at": "2024-06-15T10:30:00Z", "settings": ["source": "", "storage": "6f", "organise": "date"],
            "count": count ?? files.count, "total_size_bytes": files.reduce(Int64(0)) { $0 &+ $1.size },
            "incomplete": files.count / 2, "files": files.map { ["path": $0.path, "size": $0.size] as [String: Any] },
        ]
        if !isAway { value["free_bytes"] = Int64(2_690_000_000_000) }
        do {
            return try JSONDecoder().decode(UploadDocument.self, from: JSONSerialization.data(withJSONObject: value))
        } catch { preconditionFailure("\(error)") }
    }
}
