import Model
import Platform
import Storages
import Templating

/// Looking for storages on this computer's drives: `/storages/discovery`.
struct DiscoveryPage: PageModel {
    /// A folder that can be chosen to look at.
    struct Place: Sendable {
        /// `Home`, `/mnt`
        var name: String
        var path: String
        var isChosen: Bool
    }

    var places: [Place]
    /// A folder of one's own choice, as typed or browsed to.
    var custom = ""
    var isDeep = false
    /// Levels, as typed; empty = the usual number.
    var depth = ""
    /// The latest search; nil = there was none since the start.
    var report: DiscoveryReport?
    var picker: FolderPicker?
    /// About `custom` or `depth`.
    var refused: FieldProblem?

    var title: String { "Find storages" }
    var place: Web.Place? { .storages }
    var template: String { "discovery/index" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "LIST_HREF": .text(Route.storages.path), "DISCOVERY_HREF": .text(Route.discovery.path),
            "SEARCH_ACTION_HREF": .text(Route.startDiscovery.path),
            "IS_RUNNING": .when(report?.status == .running),
            "RUNNING_SEARCH": .include("discovery/_running", running),
            "RESULT": .include("discovery/_result", result(context)),
            "PLACES": .section(places.map(placeValue)), "CUSTOM": .text(custom),
            "HAS_CUSTOM_PROBLEM": .when(refused?.field == "custom"), "CUSTOM_PROBLEM": refused.content(for: "custom"),
            "HAS_DEPTH_PROBLEM": .when(refused?.field == "depth"), "DEPTH_PROBLEM": refused.content(for: "depth"),
            "DEPTH": .text(depth), "USUAL_DEPTH": .number(DiscoveryRequest.usualDepth), "IS_DEEP": .when(isDeep),
            "SEARCH_WORDS": .text(report == nil ? "Look for storages" : "Look again"),
            "PICKER": .include("storages/_picker", picker.map { [$0.value] } ?? []), "HAS_PICKER": .when(picker != nil),
        ]
    }

    private func placeValue(_ place: Place) -> TemplateValue {
        [
            "PLACE_NAME": .text(place.name), "PLACE_PATH": .text(place.path),
            "HAS_PLACE_PATH": .when(place.name != place.path), "IS_CHOSEN": .when(place.isChosen),
        ]
    }

    private var running: [TemplateValue] {
        guard let report, report.status == .running else { return [] }
        return [
            [
                "CANCEL_ACTION": .text(Route.cancelDiscovery.path), "PERCENT": .number(report.percent),
                "FOLDERS": .text(Numbers.count(report.folders, "folder")), "CURRENT": PathText(report.current).content,
                "FOUND": .text(
                    report.items.isEmpty ? "Nothing found yet" : Numbers.count(report.items.count, "storage") + " found"
                ),
                "RELOAD_HREF": .text(Route.discovery.path),
            ]
        ]
    }

    private func result(_ context: PageContext) -> [TemplateValue] {
        guard let report, report.status != .running else { return [] }
        let addable = report.items.count(where: \.isAddable)
        let looked = "\(Numbers.count(report.folders, "folder")) looked at"
        return [
            [
                "ADD_ACTION": .text(Route.addDiscovered.path), "HAS_FOUND": .when(!report.items.isEmpty),
                "HAS_NOTHING": .when(report.items.isEmpty),
                "FOUND": .section(report.items.enumerated().map { foundValue($1, number: $0, context) }),
                "CAN_ADD": .when(addable > 0),
                "LOOKED": .text(report.status == .cancelled ? "Stopped early: \(looked)" : looked),
                "HAS_PROBLEMS": .when(!report.problems.isEmpty),
                "PROBLEM_COUNT": .text(Numbers.count(report.problems.count, "folder")),
                "PROBLEMS": .section(
                    report.problems.prefix(200).map { ["PATH": PathText($0.path).content, "REASON": .text($0.reason)] }),
            ]
        ]
    }

    private func foundValue(_ storage: FoundStorage, number: Int, _ context: PageContext) -> TemplateValue {
        [
            "FOUND_ID": .text("found-\(number)"), "FOUND_NAME": .text(storage.name), "FOUND_PATH": .text(storage.path),
            "FOUND_PLACE": PathText(storage.path).content, "FOUND_STATUS": .text(storage.status.words),
            "FOUND_TONE": .text(storage.status.tone), "IS_ADDABLE": .when(storage.isAddable),
            "IS_CHOSEN": .when(storage.isAddable && storage.status != .legacy),
            "FOUND_HREF": .optional(
                storage.status == .known ? storage.uuid.map { Route.storage($0).path } : nil),
            "IS_NO_USE": .when(!storage.isAddable && (storage.status != .known || storage.uuid == nil)),
            "FOUND_NOTE": .optional(note(on: storage)),
            "FOUND_PHOTOS": .text(storage.photoCount.map { Numbers.count($0) } ?? "–"),
            "FOUND_SIZE": .text(storage.totalSizeBytes.map { Numbers.bytes($0) } ?? "–"),
            "FOUND_INDEXED": context.times.content(storage.lastIndexed.flatMap(ISO8601.parse)),
            "FOUND_NEVER": .when(storage.lastIndexed == nil),
        ]
    }

    private func note(on storage: FoundStorage) -> String? {
        if let problem = storage.problem { return "Cannot be added: \(problem)." }
        switch storage.status {
        case .moved: return storage.knownPath.map { "The library has it at \($0)." }
        case .legacy: return "It is converted when it is added; its photos stay as they are."
        case .known, .new: return nil
        }
    }
}

extension FoundStatus {
    var words: String {
        switch self {
        case .known: "In the library"
        case .new: "New"
        case .moved: "Moved"
        case .legacy: "Old format"
        }
    }

    var tone: String {
        switch self {
        case .known: "quiet"
        case .new: "accent"
        case .moved: "good"
        case .legacy: "warn"
        }
    }
}
