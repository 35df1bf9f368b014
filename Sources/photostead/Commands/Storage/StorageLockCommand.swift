import Model
import Storages

struct StorageLockCommand: Command {
    static let name = "storage lock"
    static let summary = "who writes to a storage now; break a lock that was left behind"
    static let help = """
        photostead storage lock UUID [--break]

        While Photostead writes to a storage, the file .imalink-storage.lock in it keeps other programs and machines out.

          --break   remove it; refused while its holder is at work
        """

    private let uuid: String
    private let isBreaking: Bool

    init(_ arguments: inout Arguments) throws {
        isBreaking = arguments.flag("--break")
        uuid = try arguments.positionals(atLeast: 1, atMost: 1, what: "the storage's id")[0]
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let lock = try ReadingLibrary.with(terminal.configuration) { library in
            isBreaking ? try library.breakLock(uuid) : try library.lock(uuid)
        }
        let holder = lock.holder.map { "\($0), process \(lock.pid ?? 0), for \(lock.operation ?? "")" }
        let words = [lock.state.rawValue, holder, lock.refreshed.map { "last heard of \($0)" }]
        try terminal.answer(lock, text: words.compactMap { $0 }.joined(separator: "  "))
        return .done
    }
}
