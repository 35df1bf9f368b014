/// What one command of exiftool said.
struct ExifToolAnswer: Sendable {
    let output: String
    let errors: String

    var isDone: Bool { output.contains("1 image files updated") }

    /// Why the copy was not edited, without the path, which says nothing.
    var reason: String {
        let lines = errors.split(separator: "\n").map(String.init)
        let first = lines.first { $0.hasPrefix("Error") } ?? lines.first ?? "it gave no reason"
        let words = first.firstRange(of: " - ").map { String(first[..<$0.lowerBound]) } ?? first
        return words.replacing("Error: ", with: "")
    }

    /// Whether the reason is the disk or the process instead of the file: what exiftool's script and its `WriteInfo`
    /// say when a system call fails. It may go better another time.
    var isTrouble: Bool {
        if isDone { return false }
        // Whatever it decided about a file it counts.
        guard output.contains("image files") || output.contains("due to errors") else { return true }
        let said = errors.lowercased()
        return Self.troubles.contains { said.contains($0) }
    }

    private static let troubles = [
        "error writing", "error opening", "error creating", "error renaming", "error closing", "error seeking",
        "temporary file", "file not found", "can't open", "can't create", "out of memory", "no space",
        "input/output error", "permission denied", "read-only", "quota",
    ]
}
