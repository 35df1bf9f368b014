import Composition
import Curation
import Engine
import HTTP
import MetadataWrite
import Model
import Store

extension Site {
    func ratePhoto(_ id: MediaID, _ visit: Visit) throws -> Response {
        guard let stars = Int(try visit.required("rating")), let rating = Rating(stars) else {
            throw WebError(.badRequest, "the rating", "it must be a number from -1 to 5")
        }
        return try edit(id, MetadataChanges(rating: rating), visit)
    }

    func favoritePhoto(_ id: MediaID, _ visit: Visit) throws -> Response {
        let isFavorite = try visit.required("favorite") == "1"
        return try edit(id, MetadataChanges(rating: isFavorite ? .favorite : Rating.none), visit)
    }

    func labelPhoto(_ id: MediaID, _ visit: Visit) throws -> Response {
        try edit(id, MetadataChanges(label: try visit.required("label")), visit)
    }

    func describePhoto(_ id: MediaID, _ visit: Visit) throws -> Response {
        let changes = MetadataChanges(title: visit.field("title"), description: visit.field("description"))
        guard !changes.isEmpty else { throw WebError(.badRequest, "the form", "it changes nothing") }
        return try edit(id, changes, visit)
    }

    func undoChange(_ id: MediaID, _ visit: Visit) throws -> Response {
        guard let number = Int64(try visit.required("change")),
            let change = try services.store.read({ try HistoryRecord.find(number, $0) })
        else { throw WebError(.notFound, "the change", "it is not in the history") }
        return answer(try services.edits.undo(change), id, visit)
    }

    private func edit(_ id: MediaID, _ changes: MetadataChanges, _ visit: Visit) throws -> Response {
        answer(try services.edits.apply(changes, to: id.text), id, visit)
    }

    /// Back to where the form stood; a sentence only when something is not as it should be.
    private func answer(_ result: EditResult, _ id: MediaID, _ visit: Visit) -> Response {
        let flash: Flash? =
            if let problem = result.problem {
                Flash(.bad, "It is kept in the library, but not in the file: \(problem).")
            } else if result.pending > 0 {
                Flash(.warn, "It will be written into the file when its drive is back.")
            } else {
                nil
            }
        return redirect(to: place(of: id, in: origin(of: visit, else: .photo(id))), visit, flash)
    }

    /// The page at the photo's tile, so that nobody who works without scripts is thrown back to its beginning.
    private func place(of id: MediaID, in page: String) -> String {
        page.hasPrefix(Route.photo(id).path) ? page : "\(page)#\(id.text)"
    }

    /// The selection of the grid: `ids`, `action`, `value`.
    func editPhotos(_ visit: Visit) throws -> Response {
        var ids = visit.fields("ids").flatMap { $0.split(whereSeparator: { $0 == "," || $0 == " " }) }
            .compactMap { MediaID(String($0))?.text }
        var back = origin(of: visit, else: .photos)
        if let first = ids.first.flatMap({ MediaID($0) }) { back = place(of: first, in: back) }
        guard !ids.isEmpty else { return redirect(to: back, visit, Flash(.warn, "No photo is selected.")) }
        let action = try visit.required("action")
        guard let bulk = BulkEdit(action: action, value: visit.field("value")) else {
            throw WebError(.badRequest, "the action “\(action)”", "it is not known, or not with this value")
        }
        if bulk == .unfavorite {
            ids = try favorites(among: ids)
            if ids.isEmpty { return redirect(to: back, visit, Flash(.warn, "None of these photos is a favorite.")) }
        }
        let changes = Self.changes(bulk)
        switch try library.curation.edit(ids, changes) {
        case .done: return redirect(to: back, visit, Flash(.good, "\(Numbers.count(ids.count, "photo")) changed."))
        case .started(let operation): return redirect(to: Route.operation(operation.operationID).path, visit)
        }
    }

    /// What a button of the selection bar means.
    private static func changes(_ bulk: BulkEdit) -> MetadataChanges {
        switch bulk {
        case .favorite: MetadataChanges(rating: .favorite)
        case .unfavorite: MetadataChanges(rating: Rating.none)
        case .rate(let stars): MetadataChanges(rating: Rating(stars))
        case .label(let label): MetadataChanges(label: label ?? "")
        }
    }

    /// Taking favorites back leaves the stars of those that are none.
    private func favorites(among ids: [String]) throws -> [String] {
        try services.store.read { connection in
            try ids.filter { try PhotoRecord.find($0, connection)?.rating?.isFavorite ?? false }
        }
    }
}
