package import Engine

/// Begins an upload into a storage.
package struct StartUpload: Call {
    package static let address = CallAddress.post("/api/imports/uploads")
    package static let summary = "Begin an upload into a storage; the fields are those of an import"

    package let settings: ImportSettings

    package init(from decoder: any Decoder) throws { settings = try ImportSettings(from: decoder) }

    package func encode(to encoder: any Encoder) throws { try settings.encode(to: encoder) }

    package func answer(in uploads: Uploads) throws -> UploadDocument { try uploads.start(settings) }
}

/// An upload with the files that have come whole.
package struct ShowUpload: Call {
    package static let address = CallAddress.get("/api/imports/uploads/{id}")
    package static let summary = "An upload with the files that have come whole"
    package static let role = Role.owner

    package let id: String

    package func answer(in uploads: Uploads) throws -> UploadDocument { try uploads.find(id) }
}

/// Tells what has come of files that are about to be sent.
package struct ShowUploadStates: Call {
    package static let address = CallAddress.post("/api/imports/uploads/{id}/states")
    package static let summary = "What has come of files that are about to be sent"

    package let id: String
    package let files: [UploadOffer]

    package func answer(in uploads: Uploads) throws -> AnswerList<UploadState> {
        AnswerList(try uploads.states(id, of: files))
    }
}

/// Receives one file, which is the body of the request; it is there when this is answered.
package struct ReceiveFile: Call {
    package static let address = CallAddress.file("/api/imports/uploads/{id}/files")
    package static let summary = "Receive one file, the body, from an offset on"

    package let id: String
    package let path: String
    package let size: Int64
    /// Milliseconds since 1970.
    package let modified: Int64?
    package let offset: Int64?

    package func answer(in uploads: Uploads) throws -> UploadState {
        try uploads.states(id, of: [UploadOffer(path: path, size: size, modified: modified)])[0]
    }
}

/// Imports what has been uploaded.
package struct ImportUpload: Call {
    package static let address = CallAddress.post("/api/imports/uploads/{id}/import")
    package static let summary = "Import what has been uploaded"

    package let id: String

    package static func isAccepted(_ answer: ImportDocument) -> Bool { true }

    package func answer(in imports: ImportActions) throws -> ImportDocument { try imports.start(upload: id) }
}

/// Drops an upload with all that has come of it.
package struct DiscardUpload: Call {
    package static let address = CallAddress.post("/api/imports/uploads/{id}/remove")
    package static let summary = "Drop an upload with all that has come of it"

    package let id: String

    package func answer(in uploads: Uploads) throws -> UploadDocument {
        let upload = try uploads.find(id)
        try uploads.discard(id)
        return upload
    }
}
