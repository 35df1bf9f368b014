import Model
import Templating

/// One storage as every list shows it.
struct StorageFacts: Sendable, Hashable {
    var uuid: String
    var name: String
    /// The root, for display.
    var path: String
    var state: StorageState
    var photoCount = 0
    var fileCount = 0
    /// Bytes of all its media files.
    var totalSize: Int64 = 0
    /// Seconds since 1970; nil = never.
    var lastIndexed: Double?
    /// Seconds since 1970, for a storage that is away.
    var lastSeen: Double?
    /// Files that could not be read, with a page that lists them.
    var problemCount = 0
    /// Differences between the library and its files that somebody should look at.
    var conflictCount = 0
    /// Bytes of the file system it lies on.
    var capacity: (used: Int64, total: Int64)?
    /// What works on it now.
    var operation: OperationFacts?

    static func == (left: StorageFacts, right: StorageFacts) -> Bool { left.uuid == right.uuid }
    func hash(into hasher: inout Hasher) { hasher.combine(uuid) }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "STORAGE_NAME": .text(name), "STORAGE_HREF": .text(Route.storage(uuid).path),
            "STORAGE_PATH": PathText(path).content, "STORAGE_STATE": .text(state.word),
            "STORAGE_TONE": .text(state.tone), "STORAGE_PHOTOS": .text(Numbers.count(photoCount)),
            "STORAGE_FILES": .text(Numbers.count(fileCount)), "STORAGE_SIZE": .text(Numbers.bytes(totalSize)),
            "STORAGE_INDEXED": context.times.content(lastIndexed), "STORAGE_WAS_INDEXED": .when(lastIndexed != nil),
            "STORAGE_NEVER_INDEXED": .when(lastIndexed == nil),
            "STORAGE_IS_AWAY": .when(state == .offline && lastSeen != nil),
            "STORAGE_SEEN": context.times.content(state == .offline ? lastSeen : nil),
            "STORAGE_PROBLEMS": .optional(problemCount > 0 ? Numbers.count(problemCount, "problem") : nil),
            "STORAGE_CONFLICTS": .optional(
                conflictCount > 0 ? Numbers.count(conflictCount, "conflict") : nil),
            "STORAGE_USE": .include("storages/_usage", usage.map { [$0] } ?? []),
            "STORAGE_OPERATION": .when(operation?.value(context)),
            "STORAGE_GRID": .text(Route.photos.link([(name: "storage", value: uuid)])),
        ]
    }

    /// The bar: photos of this storage, other files, free space, of 1,000 units.
    private var usage: TemplateValue? {
        guard let capacity, capacity.total > 0 else { return nil }
        let whole = Double(capacity.total)
        let photos = min(1000, max(totalSize > 0 ? 4 : 0, Int(Double(totalSize) / whole * 1000)))
        let used = min(1000, max(photos, Int(Double(capacity.used) / whole * 1000)))
        return [
            "USE_PHOTOS": .number(photos), "USE_OTHER": .number(used - photos),
            "USE_TEXT": .text(
                "\(Numbers.bytes(capacity.total - capacity.used)) free of \(Numbers.bytes(capacity.total))"),
        ]
    }
}
