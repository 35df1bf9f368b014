import Foundation
import TestSupport
import Testing

/// `doctor` of the real program.
struct DoctorTests {
    @Test func `a healthy library is healthy`() throws {
        let home = try Household()
        try home.add(try home.photos(3))
        let end = try home.run("--json", "doctor")
        let findings = try end.objects()
        for finding in findings { expectNames("subject ok message", in: finding) }
        #expect(findings.filter { $0["subject"].text != "exiftool" }.allSatisfy { $0["ok"].bool == true }, "\(end)")
        #expect(end.code == (findings.allSatisfy { $0["ok"].bool == true } ? 0 : 1))
    }

    @Test func `a storage that is away is found`() throws {
        let home = try Household()
        let photos = try home.photos(1)
        try home.add(photos)
        try FileManager.default.removeItem(atPath: photos)
        let end = try home.run("--json", "doctor")
        #expect(end.code == 1, "\(end)")
        #expect(try end.objects().contains { $0["subject"].text == "storage photos" && $0["ok"].bool == false })
    }
}
