import Model
import Platform
import Store

extension PhotoCopy {
    init(_ item: ItemDetails) {
        self.init(
            storage: StorageName(uuid: item.storage.uuid, name: item.storage.name), state: item.storage.state,
            path: item.path, size: item.size, modified: Double(item.modifiedNanoseconds) / 1e9, sha256: item.sha256,
            problem: item.state == .missing ? "the file is missing" : item.problem)
    }
}

extension CameraFacts {
    init(_ camera: ItemDetails.Camera) {
        func known(_ text: String) -> String? { text.isEmpty ? nil : text }
        self.init(
            make: known(camera.make), model: known(camera.model), lens: known(camera.lens),
            focalLength: camera.focalLength > 0 ? camera.focalLength : nil,
            fNumber: camera.fNumber > 0 ? camera.fNumber : nil, exposureTime: known(camera.exposureTime),
            iso: camera.iso > 0 ? camera.iso : nil)
    }
}

extension HistoryRecord {
    /// One line of the photo's history.
    var entry: HistoryEntry {
        let (old, new) = (oldValue ?? "none", newValue ?? "none")
        let text =
            switch field {
            case .rating: "Rating changed from \(old) to \(new)"
            case .label: "Label changed from \(old) to \(new)"
            default:
                newValue == nil ? "\(field.heading) removed" : "\(field.heading) changed to “\(new)”"
            }
        return HistoryEntry(
            at: ISO8601.parse(changedAt) ?? 0, text: undoneAt == nil ? text : text + " (undone)",
            undoID: undoneAt == nil ? String(id) : nil)
    }
}

extension PhotoEdit.Field {
    /// Its word at the beginning of a line.
    var heading: String { Sentence.capitalized(rawValue) }
}
