import CVips
import Platform

/// What GLib and libvips would print on stderr.
enum LibraryLogs {
    private static let lastWarning = Lock<String?>(nil)

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

    /// The last warning since the last call.
    static func takeWarning() -> String? {
        lastWarning.withLock { warning in
            defer { warning = nil }
            return warning
        }
    }
}
