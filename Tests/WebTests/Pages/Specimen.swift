import Foundation
import Model
import Templating

@testable import Web

/// A page with a name, shown in the gallery and compared with its snapshot.
struct Specimen: Sendable, CustomStringConvertible {
    let name: String
    let page: any PageModel
    let context: PageContext

    init(_ name: String, _ page: any PageModel, context: PageContext = Specimen.context()) {
        self.name = name
        self.page = page
        self.context = context
    }

    var description: String { name }

    /// 1 June 2024, 12:00 UTC.
    static let now = 1_717_243_200.0

    static func context(flash: Flash? = nil, running: RunningOperation? = nil) -> PageContext {
        PageContext(
            times: Times(now: now) { _ in 0 }, csrfToken: "0123456789abcdef0123456789abcdef", flash: flash,
            running: running)
    }

    static let busy = context(
        running: RunningOperation(id: "7", kind: .index, processed: 43_072, total: 206_778))

    /// Every page in every state.
    static let all = photos + storages + discovery + imports + uploads + operations + others + hostile
}

/// The folders of the repository that pages are made from.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    static let templates = "\(root)/Templates"
    static let assets = "\(root)/Public"
    static let snapshots = "\(root)/Tests/WebTests/Snapshots"
}

/// An identifier from a number.
func mediaID(_ number: Int) -> MediaID {
    guard let id = MediaID(second: "20240512_140322", ordinal: number) else { preconditionFailure("\(number)") }
    return id
}

func relativePath(_ text: String) -> RelativePath {
    guard let path = RelativePath(text) else { preconditionFailure(text) }
    return path
}

/// Wall time of a day in 2024, or of another year.
func taken(_ month: Int, _ day: Int, _ hour: Int = 14, year: Int = 2024, source: TakenSource = .exif) -> CaptureDate {
    let days = DateComponents(
        calendar: Calendar(identifier: .gregorian), timeZone: TimeZone(secondsFromGMT: 0), year: year, month: month,
        day: day, hour: hour, minute: 3, second: 22)
    return CaptureDate(local: Int64(days.date?.timeIntervalSince1970 ?? 0), utcOffset: 7200, source: source)
}

/// What untrusted text may look like.
enum Hostile {
    static let script = "<script>alert(1)</script>"
    static let quotes = "\"><img src=x onerror=alert(1)> ' onmouseover='alert(2)"
    static let lines = "first\nsecond\r\n\tthird\u{0}\u{7}"
    static let emoji = "👩‍👩‍👧‍👦 Zürich 東京 e\u{301}"
    static let long = String(repeating: "Wallpaper", count: 28) + ".jpg"
    static let rightToLeft = "\u{202E}gpj.exe مرحبا"
    static let markers = "{{TITLE}} {{#A}} javascript:alert(1)"
    static let all = [script, quotes, lines, emoji, long, rightToLeft, markers]
}
