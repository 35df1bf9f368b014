import Model
import Store
import Templating

@testable import Web

extension Specimen {
    private static func row(_ id: Int64, _ kind: ConflictKind, _ path: String) -> ConflictRow {
        var row = ConflictRow(id: id, kind: kind, path: path)
        let photo = mediaID(Int(id))
        (row.photo, row.thumbnail, row.size) = (.photo(photo), .photoFile(photo, .thumbnail), 4_567_890)
        return row
    }

    private static let missingRows: [ConflictRow] = {
        var copied = row(1, .missingFile, "2023/Norway/IMG_0912.jpg")
        copied.lastSeen = now - 86400 * 3
        copied.copies = [
            "Also in Archive 2: 2023/IMG_0912.jpg (its drive is away)", "Also in Phone: DCIM/IMG_0912.jpg",
        ]
        copied.isRestorable = true
        var lost = row(2, .missingFile, "2023/Norway/IMG_0913.jpg")
        lost.lastSeen = now - 86400 * 3
        return [copied, lost]
    }()

    static let conflicts: ConflictsPage = {
        var orphan = ConflictRow(id: 3, kind: .orphanFile, path: "from grandma/scan 1.tif")
        orphan.size = 91_234_567
        var moved = row(4, .pathMismatch, "photos/2024/IMG_1234.jpg")
        moved.newPath = "photos/vacation/IMG_1234.jpg"
        var changed = row(5, .metadataMismatch, "2019/wedding/DSC_0200.NEF")
        changed.differences = [
            .init(field: "Rating", library: "5", file: "2"), .init(field: "Title", library: nil, file: "The rings"),
        ]
        var names = ConflictRow(id: 6, kind: .duplicateFilename, path: "IMG_1234.jpg")
        names.pictures = [
            .init(thumbnail: .photoFile(mediaID(7), .thumbnail), path: "2024/IMG_1234.jpg", note: "4.6 MB"),
            .init(thumbnail: .photoFile(mediaID(8), .thumbnail), path: "Vacation/IMG_1234.jpg", note: "3.1 MB"),
        ]
        return ConflictsPage(
            uuid: family.uuid, storageName: family.name,
            counts: [
                .missingFile: 12, .orphanFile: 30, .pathMismatch: 1, .metadataMismatch: 1, .duplicateFilename: 1_204,
            ],
            sections: [
                ConflictSection(kind: .missingFile, total: 12, rows: missingRows, next: "missing_file.61"),
                ConflictSection(kind: .orphanFile, total: 30, rows: [orphan], next: "orphan_file.62"),
                ConflictSection(kind: .pathMismatch, total: 1, rows: [moved]),
                ConflictSection(kind: .metadataMismatch, total: 1, rows: [changed]),
                ConflictSection(kind: .duplicateFilename, total: 1_204, rows: [names], next: "duplicate_filename.63"),
            ])
    }()

    static let missing = ConflictsPage(
        uuid: family.uuid, storageName: family.name, kind: .missingFile, counts: [.missingFile: 2, .orphanFile: 30],
        sections: [ConflictSection(kind: .missingFile, total: 2, rows: missingRows)])

    static func hostileConflicts(_ text: String) -> ConflictsPage {
        var changed = row(5, .metadataMismatch, text)
        changed.differences = [.init(field: text, library: text, file: text)]
        var moved = row(6, .pathMismatch, text)
        moved.newPath = text
        moved.copies = [text]
        var names = row(7, .duplicateFilename, text)
        names.pictures = [.init(thumbnail: nil, path: text, note: text)]
        return ConflictsPage(
            uuid: family.uuid, storageName: text, counts: [.pathMismatch: 1],
            sections: [ConflictSection(kind: .pathMismatch, total: 3, rows: [changed, moved, names], next: text)])
    }
}
