package import Intake
package import Model

/// How an import was asked for; JSON in `import_sessions.parameters`.
package struct ImportSettings: Sendable, Codable, Hashable {
    /// Absolute path of the folder whose files are imported; for people only when they were uploaded.
    package var source: String
    /// Id of the upload whose files are imported.
    package var upload: String?
    /// UUID of the storage.
    package var storage: String
    /// `keep`, `date`, `session`, `flat`, or a template.
    package var organise: String
    package var duplicates: DuplicatePolicy
    package var samePicture: SamePicturePolicy
    package var title: String?
    package var isMove: Bool

    package init(
        source: String, storage: String, organise: String = "date", duplicates: DuplicatePolicy = .skip,
        samePicture: SamePicturePolicy = .import, title: String? = nil, isMove: Bool = false
    ) {
        self.source = source
        self.storage = storage
        self.organise = organise
        self.duplicates = duplicates
        self.samePicture = samePicture
        self.title = title
        self.isMove = isMove
    }

    private enum CodingKeys: String, CodingKey {
        case source, upload, storage, organise, duplicates
        case samePicture = "same_picture"
        case title
        case isMove = "move"
    }

    /// What is not said is as at the command line.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            source: try container.decode(String.self, forKey: .source),
            storage: try container.decode(String.self, forKey: .storage),
            organise: try container.decodeIfPresent(String.self, forKey: .organise) ?? "date",
            duplicates: try container.decodeIfPresent(DuplicatePolicy.self, forKey: .duplicates) ?? .skip,
            samePicture: try container.decodeIfPresent(SamePicturePolicy.self, forKey: .samePicture) ?? .import,
            title: try container.decodeIfPresent(String.self, forKey: .title),
            isMove: try container.decodeIfPresent(Bool.self, forKey: .isMove) ?? false)
        upload = try container.decodeIfPresent(String.self, forKey: .upload)
    }

    /// - Throws: `Refusal`.
    var policy: IntakePolicy {
        get throws {
            IntakePolicy(
                organisation: try Organisation(organise), duplicates: duplicates, samePicture: samePicture,
                // What was uploaded is ours to remove.
                isMove: isMove || upload != nil)
        }
    }
}
