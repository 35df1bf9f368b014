import Model
import Platform
import Storages
import Templating

/// Who writes to a storage: `/storages/{uuid}/lock`.
struct StorageLockPage: PageModel {
    var uuid: String
    var name: String
    var lock: StorageLockDocument
    /// Why it could not be broken.
    var problem: PageProblem?

    var title: String { "Lock of \(name)" }
    var place: Place? { .storages }
    var template: String { "storages/lock" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "STORAGE_HREF": .text(Route.storage(uuid).path), "STORAGE_NAME": .text(name),
            "PROBLEM": problem.content, "LOCK_STATE": .text(words.state), "LOCK_TONE": .text(words.tone),
            "LOCK_MEANS": .text(words.meaning), "HAS_HOLDER": .when(lock.state != .free),
            "HOLDER": .text(lock.holder.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "Unknown"),
            "LOCK_PROCESS": .optional(lock.pid.map(String.init)), "LOCK_OPERATION": .optional(lock.operation),
            "LOCK_SEEN": context.times.content(lock.refreshed?.seconds),
            "CAN_BREAK": .when(lock.state == .stale), "BREAK_ACTION": .text(Route.breakLock(uuid).path),
            "FILE_NAME": .text(StorageLock.fileName),
        ]
    }

    private var words: (state: String, tone: String, meaning: String) {
        switch lock.state {
        case .free: ("Free", "good", "Nobody writes to this storage now.")
        case .held:
            (
                "In use", "accent",
                "It is written to now. Other programs and machines wait until it is finished; reading goes on."
            )
        case .stale:
            (
                "Left behind", "warn",
                """
                Its holder has ended without giving it back. Whoever writes next takes it over by itself; you can \
                remove it now.
                """
            )
        }
    }
}
