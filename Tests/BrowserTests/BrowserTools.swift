import Glibc
import Platform

/// What the browser test needs besides Swift, from Debian's packages.
enum BrowserTools {
    /// Debian's own, because it is the one that has Debian's selenium.
    static let python = "/usr/bin/python3"

    /// What is not installed; empty = the test can run.
    static let missing: [String] = {
        let programs = ["chromium", "chromedriver", "exiftool", "python3"].filter {
            access("/usr/bin/" + $0, X_OK) != 0
        }
        return programs.isEmpty && !hasLibraries ? ["selenium or libvips"] : programs
    }()

    private static var hasLibraries: Bool {
        let program = "import ctypes, selenium; ctypes.CDLL('libvips.so.42')"
        let question = Command(python, arguments: ["-c", program].map { Array($0.utf8) })
        // A Python that cannot be asked has none of them either.
        return (try? Launcher.run(question, seconds: 60))?.status.isSuccess ?? false
    }
}
