import CVips
import Platform

/// What GLib and libvips would print on stderr.
enum LibraryLogs {
    private static let lastWarning = Lock<String?>(nil)
    /// Whose warnings are listened to.
    private static let turn = Lock(())

    /// Warnings about what is no damage: unknown tags, colour descriptions that libvips leaves out, counters.
    private static let harmless = ["nclx", "Unknown field with tag", "read gave", "text chunks will be loaded"]

    private static func isHarmless(_ line: String) -> Bool { harmless.contains { line.contains($0) } }

    /// Takes the messages of the libraries from stderr, at the first call.
    static func redirect() { _ = isRedirected }

    private static let isRedirected: Bool = {
        g_log_set_default_handler(
            { _, level, text, _ in
                guard let text, level.rawValue & G_LOG_LEVEL_WARNING.rawValue != 0 else { return }
                let line = String(String(cString: text).prefix { !$0.isNewline })
                if !LibraryLogs.isHarmless(line) { LibraryLogs.lastWarning.withLock { $0 = DecoderWords.plain(line) } }
            }, nil)
        return true
    }()

    /// Runs `body` and tells the last warning meanwhile.
    ///
    /// Libraries warn the whole process, from threads of their own: one thread at a time is inside, not reentrant.
    static func listening<Result, Thrown: Error>(
        _ body: () throws(Thrown) -> Result
    ) throws(Thrown) -> (result: Result, warning: String?) {
        try turn.withLock { _ throws(Thrown) in
            lastWarning.withLock { $0 = nil }
            let result = try body()
            return (result, lastWarning.withLock { $0 })
        }
    }
}
