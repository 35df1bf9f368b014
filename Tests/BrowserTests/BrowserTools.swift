import Glibc
import Platform

/// What the browser test needs besides Swift, from Debian's packages.
enum BrowserTools {
    /// Debian's own, because it is the one that has Debian's selenium.
    static let python = "/usr/bin/python3"

    /// What is not installed; empty = the test can run.
    static let missing: [String] = {
        let programs = ["chromium", "chromedriver", "exiftool", "vips", "python3"].filter {
            access("/usr/bin/" + $0, X_OK) != 0
        }
        return programs.isEmpty && !hasSelenium ? ["selenium"] : programs
    }()

    private static var hasSelenium: Bool {
        let question = Command(python, arguments: ["-c", "import selenium"].map { Array($0.utf8) })
        // A Python that cannot be asked has no selenium either.
        return (try? Launcher.run(question, seconds: 60))?.status.isSuccess ?? false
    }
}
