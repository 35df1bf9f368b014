import Media
import Model
import Platform

/// Walks folders and tells which of them are storages.
///
/// Links are not followed, a folder is looked at once however many ways lead to it, what the kernel shows of itself is
/// left out. A folder that does not answer is given up; the thread that asked it stays behind, another one goes on.
final class FolderSearch: Sendable {
    /// A folder that waits to be looked at.
    struct Place: Sendable {
        let root: Folder
        /// nil = the root itself.
        let path: RelativePath?
        let level: Int
        /// Its part of the whole search, for the percentage.
        let share: Double
        /// The file system of the folder it lies in.
        var device: UInt64?

        var display: String { path.map { root.display($0) } ?? root.displayPath }
    }

    /// What one look at a folder brought.
    struct Look: Sendable {
        var identity: FolderIdentity
        var finding: StorageFinding?
        /// Names of the folders inside, those that may hold storages.
        var inside: [[UInt8]] = []
    }

    /// How far it is.
    struct Progress: Sendable {
        var looked = 0
        /// 0...1
        var share = 0.0
        var current = ""
        var findings: [StorageFinding] = []
        var problems: [DiscoveryProblem] = []
    }

    private struct State {
        var places: [Place] = []
        var seen: Set<FolderIdentity> = []
        var progress = Progress()
        /// Which of the walking threads is the one that counts.
        var turn = 0
        var lookSince = 0.0
        var isOver = false
    }

    /// Seconds after which a folder is given up.
    private static let patience = 10.0

    private let request: DiscoveryRequest
    private let time: any TimeSource
    private let stop: StopSignal
    private let look: @Sendable (Place, _ isDeep: Bool) throws -> Look?
    private let state = Condition(State())

    init(
        _ request: DiscoveryRequest, stop: StopSignal, time: any TimeSource,
        look: @escaping @Sendable (Place, Bool) throws -> Look? = FolderLook.look
    ) {
        self.request = request
        self.stop = stop
        self.time = time
        self.look = look
    }

    var progress: Progress { state.look { $0.progress } }

    /// Searches until everything was looked at or a stop was requested.
    func run(patience: Double = patience) {
        let share = 1 / Double(max(1, request.roots.count))
        for root in request.roots.reversed() {
            do {
                let place = Place(root: try Folder(path: root), path: nil, level: 0, share: share)
                state.change { $0.places.append(place) }
            } catch let error as FileError {
                state.change { $0.progress.problems.append(DiscoveryProblem(root, error)) }
            } catch { continue }
        }
        startWalker()
        while !stop.isRequested {
            if state.wait(seconds: min(0.5, patience), until: { $0.isOver ? () : nil }) != nil { return }
            if giveUpIfHanging(patience) { startWalker() }
        }
        state.change { $0.turn += 1 }
    }

    private func startWalker() {
        let turn = state.change { state in
            state.lookSince = time.monotonic
            return state.turn
        }
        WorkerThreads.start("discovery") { [self] in
            while let place = next(turn) {
                let result = Result { try look(place, request.isDeep) }
                guard settle(place, result, turn) else { return }
            }
        }
    }

    private func next(_ turn: Int) -> Place? {
        state.change { state in
            guard turn == state.turn, !stop.isRequested else { return nil }
            guard let place = state.places.popLast() else {
                state.isOver = true
                return nil
            }
            state.progress.current = place.display
            state.lookSince = time.monotonic
            return place
        }
    }

    private func giveUpIfHanging(_ patience: Double) -> Bool {
        state.change { state in
            guard !state.isOver, time.monotonic - state.lookSince >= patience else { return false }
            state.turn += 1
            state.progress.problems.append(
                DiscoveryProblem(path: state.progress.current, reason: "it does not answer; it was given up"))
            return true
        }
    }

    /// - Returns: false when this thread was given up while it looked.
    private func settle(_ place: Place, _ result: Result<Look?, any Error>, _ turn: Int) -> Bool {
        state.change { state in
            guard turn == state.turn else { return false }
            state.progress.looked += 1
            switch result {
            case .success(let look?) where state.seen.insert(look.identity).inserted:
                if let finding = look.finding { state.progress.findings.append(finding) }
                enter(look, of: place, &state)
            case .failure(let error as FileError) where !error.isMissing:
                state.progress.problems.append(DiscoveryProblem(place.display, error))
                state.progress.share += place.share
            default: state.progress.share += place.share
            }
            return true
        }
    }

    private func enter(_ look: Look, of place: Place, _ state: inout State) {
        guard place.level < request.depth, !look.inside.isEmpty else {
            state.progress.share += place.share
            return
        }
        let share = place.share / Double(look.inside.count)
        let prefix = place.path.map { $0.bytes + [UInt8(ascii: "/")] } ?? []
        for name in look.inside.reversed() {
            guard let path = RelativePath(bytes: prefix + name) else { continue }
            state.places.append(
                Place(
                    root: place.root, path: path, level: place.level + 1, share: share, device: look.identity.device))
        }
    }
}

/// Which folder it is, by whatever path it was reached.
struct FolderIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
}
