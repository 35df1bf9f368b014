import Platform
import TestSupport
import Testing

/// The whole main job in headless Chromium, and an import from the device of the browser.
///
/// `PHOTOSTEAD_SHOTS=/tmp/shots swift test --filter BrowserTests` leaves screenshots of every page there, too.
@Suite struct MainJobTests {
    @Test(.enabled(if: BrowserTools.missing.isEmpty, "not installed: \(BrowserTools.missing.joined(separator: ", "))"))
    func `a new user brings a folder in, rates its photos and finds the stars in the files`() throws {
        let served = try ServedLibrary()
        let checks = try BrowserScript.run("run.py", [served.address, served.home.path], home: served.home)
        #expect(checks > 100)
        #expect(try served.stop() == .exited(0))
    }

    @Test(.enabled(if: BrowserTools.missing.isEmpty, "not installed: \(BrowserTools.missing.joined(separator: ", "))"))
    func `photos are uploaded, also over a kill of the server, imported and rolled back`() throws {
        let home = try TemporaryFolder()
        #expect(try BrowserScript.run("upload.py", [try home.makeFolder("household")], home: home) > 15)
    }
}
