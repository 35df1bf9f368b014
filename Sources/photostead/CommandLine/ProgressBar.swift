import Engine
import Platform

/// Draws an operation on standard error, in place, when it is a terminal; else says nothing.
final class ProgressBar: Sendable {
    private let terminal: Terminal
    private let isDrawn = Lock(false)

    init(_ terminal: Terminal) { self.terminal = terminal }

    func draw(_ operation: OperationDocument) {
        guard terminal.isWatched else { return }
        isDrawn.withLock { $0 = true }
        Terminal.write("\r\u{1b}[K" + Self.line(operation), to: 2)
    }

    func finish() {
        if isDrawn.withLock({ $0 }) { Terminal.write("\n", to: 2) }
    }

    static func line(_ operation: OperationDocument) -> String {
        let progress = operation.progress
        guard progress.total > 0 else { return "\(operation.title): \(progress.phase)" }
        let share = min(1, Double(progress.processed) / Double(progress.total))
        let filled = Int(share * 24)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        var parts = ["\(bar) \(Int(share * 100)) %", "\(progress.processed) of \(progress.total) files"]
        if operation.metrics.filesPerSecond > 0 { parts.append("\(Int(operation.metrics.filesPerSecond)) files/s") }
        if let seconds = operation.remainingSeconds { parts.append("\(Int(seconds.rounded(.up))) s left") }
        return parts.joined(separator: " · ")
    }
}
