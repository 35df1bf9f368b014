import Templating

/// All operations: `/operations`.
struct OperationsPage: PageModel {
    /// Those that run, wait or are paused, newest first.
    var active: [OperationFacts]
    /// Those that are over, newest first.
    var finished: [OperationFacts]
    /// The keyset cursor behind the last one, the value of `after`.
    var next: String?

    var title: String { "Operations" }
    var place: Place? { .operations }
    var template: String { "operations/index" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "ACTIVE": .include("operations/_running", active.map { $0.value(context) }),
            "HAS_ACTIVE": .when(!active.isEmpty), "HAS_FINISHED": .when(!finished.isEmpty),
            "FINISHED": .include("operations/_row", finished.map { $0.value(context) }),
            "MORE": .optional(next.map { Route.operations.link([(name: "after", value: $0)]) }),
            "IS_EMPTY": .when(active.isEmpty && finished.isEmpty), "STORAGES_HREF": .text(Route.storages.path),
        ]
    }
}
