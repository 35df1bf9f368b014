import Platform

/// The sentence that a form leaves for the page after its redirect, by session; shown once.
final class Flashes: Sendable {
    private let waiting = Lock<[String: Flash]>([:])

    func leave(_ flash: Flash, for session: String) {
        waiting.withLock { waiting in
            // Browsers that never come back for their sentence must not fill the memory.
            if waiting.count > 1000 { waiting.removeAll() }
            waiting[session] = flash
        }
    }

    func take(for session: String) -> Flash? { waiting.withLock { $0.removeValue(forKey: session) } }
}

/// One sentence after a redirect: a toast.
struct Flash: Sendable, Hashable {
    enum Tone: String, Sendable {
        case good, warn, bad
    }

    var tone: Tone
    var text: String

    init(_ tone: Tone, _ text: String) {
        self.tone = tone
        self.text = text
    }
}
