import Composition
import Engine
import Model
import Platform
import StorageAccess
import Storages
import Store

struct StorageDiscoverCommand: Command {
    static let receivesSignals = true
    static let verb = Verb(
        "storage discover", "look for storages on this machine's drives",
        """
        Looks for folders with a signature, and for folders of the old format (imalink_* with an index.json), below the
        roots: by default the home folder, /mnt, /media, /run/media and /nas. Changes nothing unless told to add.

        One storage a line: status (known, new, moved, legacy), photos, path, name. With --json one object a line.
        """,
        takes: [
            .word("ROOT", "roots", "", .path, .severalTimes),
            .flag("--deep", "deep", true, "every level, hidden folders too"),
            .option(
                "--depth", "N", "depth", "levels below each root (default \(DiscoveryRequest.usualDepth))",
                .number(0...DiscoveryRequest.deepestDepth)),
            .flag(
                "--add", "add", true,
                """
                take what is new into the library and index it, convert what is of the old format, and give
                what has moved its new path
                """),
        ])

    private let request: DiscoveryRequest
    private let isAdding: Bool

    init(_ values: VerbValues) {
        let roots = values.words.map { AbsolutePath.resolve($0) }
        isAdding = values.isSet("add")
        request = DiscoveryRequest(
            roots: roots.isEmpty ? DiscoveryRequest.usualRoots() : roots, depth: values.number("depth"),
            isDeep: values.isSet("deep"))
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let interruption = Lock<ExitCode?>(nil)
        let stop = StopSignal()
        Interrupts.receive { code in
            interruption.withLock { $0 = code }
            stop.request()
        }
        let known = try Self.knownStorages(terminal.configuration)
        let report = Discovery.search(request, known: known, stop: stop) { report in
            guard terminal.isWatched else { return }
            Terminal.write("\r\u{1b}[K\(report.percent) % · \(report.items.count) found · \(report.current)", to: 2)
        }
        if terminal.isWatched { Terminal.write("\r\u{1b}[K", to: 2) }
        for problem in report.problems { terminal.tell("\(problem.path): \(problem.reason)") }
        guard report.folders > 0 || stop.isRequested else {
            throw Refusal("the search", "none of the folders can be looked into", hint: "Check their spelling.")
        }
        for storage in report.items { try terminal.answer(storage, text: Self.line(storage)) }
        if let code = interruption.withLock({ $0 }) { return code }
        return isAdding ? try add(report.items.filter(\.isAddable), terminal) : .done
    }

    private static func line(_ storage: FoundStorage) -> String {
        let photos = storage.photoCount.map { "\($0) photos" } ?? "not indexed"
        let problem = storage.problem.map { "  (\($0))" } ?? ""
        return "\(storage.status.rawValue)  \(photos)  \(storage.path)  \(storage.name)\(problem)"
    }

    /// The storages with their states as they are now; none when there is no library yet.
    private static func knownStorages(_ configuration: Configuration) throws -> [StorageRecord] {
        // A folder that cannot be opened holds no library that could be asked.
        guard (try? Folder(path: configuration.data)) != nil else { return [] }
        return try LibraryReading.with(configuration.data) { try $0.storages.list(.thorough) }
    }

    /// One storage that is refused does not keep the others out.
    private func add(_ found: [FoundStorage], _ terminal: Terminal) throws -> ExitCode {
        guard !found.isEmpty else { return .done }
        var code = ExitCode.done
        try Sessions.with(terminal.configuration) { session in
            for storage in found {
                do {
                    let added =
                        storage.status == .legacy
                        ? try session.ask(MigrateStorage(path: storage.path))
                        : try session.ask(AddStorage(path: storage.path))
                    guard let id = added.operationID else { continue }
                    let (operation, end) = try session.follow(id, terminal)
                    terminal.tellOutcome(operation, withFates: true)
                    if end != .done { code = end }
                } catch let failure as any Failure {
                    Terminal.report(failure)
                    code = .partlyFailed
                }
            }
        }
        return code
    }
}
