import Model
import Platform
import Storages

struct StorageDiscoverCommand: Command {
    static let name = "storage discover"
    static let receivesSignals = true
    static let summary = "look for storages on this machine's drives"
    static let help = """
        photostead storage discover [ROOT...] [--deep] [--depth N] [--add]

        Looks for folders with a signature, and for folders of the old format (imalink_* with an index.json), below the
        roots: by default the home folder, /mnt, /media, /run/media and /nas. Changes nothing unless told to add.

          --depth N   levels below each root (default \(DiscoveryRequest.usualDepth))
          --deep      every level, hidden folders too
          --add       take what is new into the library and index it, convert what is of the old format, and give
                      what has moved its new path

        One storage a line: status (known, new, moved, legacy), photos, path, name. With --json one object a line.
        """

    private let request: DiscoveryRequest
    private let isAdding: Bool

    init(_ arguments: inout Arguments) throws {
        let isDeep = arguments.flag("--deep")
        isAdding = arguments.flag("--add")
        let depth = try arguments.number("--depth", in: 0...DiscoveryRequest.deepestDepth)
        let roots = try arguments.positionals(what: "").map { AbsolutePath.resolve($0) }
        request = DiscoveryRequest(
            roots: roots.isEmpty ? DiscoveryRequest.usualRoots() : roots, depth: depth, isDeep: isDeep)
    }

    func run(_ terminal: Terminal) throws -> ExitCode {
        let interruption = Lock<ExitCode?>(nil)
        let stop = StopSignal()
        Interrupts.receive { code in
            interruption.withLock { $0 = code }
            stop.request()
        }
        let known = try ReadingLibrary.knownStorages(terminal.configuration)
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

    /// One storage that is refused does not keep the others out.
    private func add(_ found: [FoundStorage], _ terminal: Terminal) throws -> ExitCode {
        guard !found.isEmpty else { return .done }
        var code = ExitCode.done
        try Sessions.with(terminal.configuration) { session in
            for storage in found {
                do {
                    let added =
                        storage.status == .legacy
                        ? try session.migrateStorage(path: storage.path)
                        : try session.addStorage(path: storage.path, name: nil, isIndexed: true)
                    guard let id = added.operationID else { continue }
                    let (operation, end) = try session.follow(id, terminal)
                    terminal.tellOutcome(operation)
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
