package import Templating

/// All operations: `/operations`.
package struct OperationsPage: PageModel {
    /// Those that run, wait or are paused, newest first.
    package var active: [OperationFacts]
    /// Those that are over, newest first.
    package var finished: [OperationFacts]
    /// The keyset cursor behind the last one, the value of `after`.
    package var next: String?

    package init(active: [OperationFacts], finished: [OperationFacts], next: String? = nil) {
        self.active = active
        self.finished = finished
        self.next = next
    }

    package var title: String { "Operations" }
    package var place: Place? { .operations }
    package var template: String { "operations/index" }

    package func value(_ context: PageContext) -> TemplateValue {
        [
            "ACTIVE": .include("operations/_running", active.map { $0.value(context) }),
            "HAS_ACTIVE": .when(!active.isEmpty), "HAS_FINISHED": .when(!finished.isEmpty),
            "FINISHED": .include("operations/_row", finished.map { $0.value(context) }),
            "MORE": .optional(next.map { Route.operations.link([(name: "after", value: $0)]) }),
            "IS_EMPTY": .when(active.isEmpty && finished.isEmpty), "STORAGES_HREF": .text(Route.storages.path),
        ]
    }
}
