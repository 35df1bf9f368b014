import Engine
import HTTP
import Model
import Platform
import Storages
import Store

/// Shows the conflicts of a storage, and takes decisions.
struct ConflictPages: FramedPages {
    let responder: Responder
    let storages: StorageCapability

    func answer(_ address: ConflictRoute, _ visit: Visit) throws -> Response {
        switch address {
        case .list(let uuid): try conflicts(uuid, visit)
        case .settle(let uuid): try settle(uuid, visit)
        }
    }

    private func conflicts(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try storages.actions.find(uuid)
        let counts = try storages.conflicts.counts(storage)
        let kind = visit.query("type").flatMap { ConflictKind(rawValue: $0) }
        let kinds = kind.map { [$0] } ?? ConflictKind.allCases.filter { counts[$0, default: 0] > 0 }
        let sections = try kinds.map { shown in
            let list = try storages.listing.conflicts(
                storage, shown, after: kind == nil ? nil : visit.query("after"), limit: kind == nil ? 10 : 100)
            return ConflictSection(
                kind: shown, total: counts[shown, default: 0], rows: list.items.map(ConflictRow.init), next: list.next)
        }
        return try show(
            ConflictsPage(
                uuid: storage.uuid, storageName: storage.name, kind: kind, counts: counts,
                sections: sections.filter { !$0.rows.isEmpty }), visit)
    }

    /// The buttons of the page: `one` = an action and a number, or `action` with `ids` or `all`.
    private func settle(_ uuid: String, _ visit: Visit) throws -> Response {
        let storage = try storages.actions.find(uuid)
        let back = origin(of: visit, else: .conflicts(storage.uuid))
        guard let answer = try Self.answer(visit) else {
            return redirect(to: back, visit, Flash(.warn, "Nothing is selected."))
        }
        if answer.action == .forget, visit.field("confirmed") != "1" {
            return try show(Self.forgetting(answer, try forgottenCount(answer, storage), storage), visit)
        }
        let outcome = try storages.conflicts.answer(answer, storage)
        if let operation = outcome.operationID { return redirect(to: .operation(operation), visit) }
        let place = visit.field("confirmed") == nil ? back : Route.conflicts(storage.uuid).path
        return redirect(to: place, visit, Flash(.good, "\(Numbers.count(outcome.settled, "conflict")) settled."))
    }

    /// - Returns: nil when nothing is selected.
    private static func answer(_ visit: Visit) throws -> ConflictAnswer? {
        var (action, ids) = (visit.field("action") ?? "", visit.fields("ids").compactMap { Int64($0) })
        if let one = visit.field("one")?.split(separator: "."), one.count == 2, let id = Int64(one[1]) {
            (action, ids) = (String(one[0]), [id])
        }
        guard let choice = ConflictChoice(rawValue: action) else {
            throw WebError(.badRequest, "the action “\(action)”", "it is not known")
        }
        if visit.field("all") == "1", visit.field("one") == nil { return ConflictAnswer(choice, ids: nil) }
        return ids.isEmpty ? nil : ConflictAnswer(choice, ids: ids)
    }

    private func forgottenCount(_ answer: ConflictAnswer, _ storage: StorageRecord) throws -> Int {
        try answer.ids?.count ?? storages.conflicts.counts(storage)[.missingFile, default: 0]
    }

    private static func forgetting(
        _ answer: ConflictAnswer, _ count: Int, _ storage: StorageRecord
    ) -> ConfirmationPage {
        var fields = [(name: "action", value: answer.action.rawValue), (name: "confirmed", value: "1")]
        fields += answer.ids?.map { (name: "ids", value: String($0)) } ?? [(name: "all", value: "1")]
        let files = Numbers.count(count, "missing file")
        return ConfirmationPage(
            confirmation: Confirmation(
                question: "Forget \(files) of \(storage.name)?",
                consequences: [
                    "What the library knows of \(count == 1 ? "it" : "them") is dropped. Photos that have another file stay as they are.",
                    "Photos without one disappear, and leave their albums; should the picture come back, so do its rating and history.",
                    "Nothing on the disk is touched.",
                ], button: "Forget \(files)", action: .settleConflicts(storage.uuid), fields: fields),
            back: .conflicts(storage.uuid), place: .storages)
    }
}

extension ConflictRow {
    init(_ conflict: ConflictDocument) {
        self.init(
            id: conflict.id, kind: conflict.type,
            path: conflict.expectedPath ?? conflict.path ?? conflict.filename)
        newPath = conflict.actualPath
        let photo = conflict.photoID.flatMap { MediaID($0) }
        self.photo = photo.map { .photo($0) }
        thumbnail = photo.map { .photoFile($0, .thumbnail) }
        lastSeen = conflict.lastSeen.flatMap(ISO8601.parse)
        size = conflict.size
        copies = (conflict.copies ?? []).map { copy in
            let place = "Also in \(copy.storageName): \(copy.path)"
            return copy.state == StorageState.offline.rawValue ? place + " (its drive is away)" : place
        }
        isRestorable = (conflict.copies ?? []).contains { $0.state != StorageState.offline.rawValue }
        differences = (conflict.differences ?? []).map {
            Difference(
                field: $0.field.heading, library: $0.library, file: $0.file)
        }
        pictures = (conflict.instances ?? []).prefix(8).map { file in
            Picture(
                thumbnail: MediaID(file.photoID).map { .photoFile($0, .thumbnail) }, path: file.path,
                note: Numbers.bytes(file.size))
        }
    }
}
