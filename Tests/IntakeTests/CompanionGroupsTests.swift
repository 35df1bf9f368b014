import Model
import Testing

@testable import Intake

struct CompanionGroupsTests {
    /// Groups as `lead + name:role + ...`, in their order.
    private func groups(_ names: [String]) -> [String] {
        CompanionGroups.find(names.map { Array($0.utf8) }).map { members in
            members.map { $0.role == .lead ? names[$0.index] : "\(names[$0.index]):\($0.role.rawValue)" }
                .joined(separator: " + ")
        }
    }

    @Test func `files without a companion travel alone`() {
        #expect(groups(["a.jpg", "b.jpg", "notes.txt"]) == ["a.jpg", "b.jpg", "notes.txt"])
    }

    @Test(arguments: [
        (["IMG_1.JPG", "IMG_1.JPG.xmp"], "IMG_1.JPG + IMG_1.JPG.xmp:sidecar"),
        (["IMG_1.JPG", "IMG_1.xmp"], "IMG_1.JPG + IMG_1.xmp:sidecar"),
        (["IMG_1.JPG", "img_1.jpg.XMP"], "IMG_1.JPG + img_1.jpg.XMP:sidecar"),
        (["IMG_1.JPG", "IMG_1.NEF"], "IMG_1.JPG + IMG_1.NEF:raw"),
        (["IMG_1.HEIC", "IMG_1.MOV"], "IMG_1.HEIC + IMG_1.MOV:motion"),
        (["PXL_1.MP", "PXL_1.MP.jpg"], "PXL_1.MP.jpg + PXL_1.MP:motion"),
        (["IMG_1.AAE", "IMG_1.HEIC"], "IMG_1.HEIC + IMG_1.AAE:sidecar"),
        (["IMG_1-edited.JPG", "IMG_1.JPG"], "IMG_1.JPG + IMG_1-edited.JPG:edited"),
        (["IMG_0001.JPG", "IMG_E0001.JPG"], "IMG_0001.JPG + IMG_E0001.JPG:edited"),
        (["a-bearbeitet(2).jpg", "a(2).jpg"], "a(2).jpg + a-bearbeitet(2).jpg:edited"),
        (["a.jpg", "a.jpg.json"], "a.jpg + a.jpg.json:takeout"),
        (["a.jpg", "a.jpg.supplemental-metadata.json"], "a.jpg + a.jpg.supplemental-metadata.json:takeout"),
        (
            ["a(1).jpg", "a.jpg.supplemental-metadata(1).json"],
            "a(1).jpg + a.jpg.supplemental-metadata(1).json:takeout"
        ),
        (
            ["PXL_20241231_151646544.MP.jpg", "PXL_20241231_151646544.MP.jpg.supplemental-met.json"],
            "PXL_20241231_151646544.MP.jpg + PXL_20241231_151646544.MP.jpg.supplemental-met.json:takeout"
        ),
    ])
    func `companions are found by their names`(names: [String], group: String) {
        #expect(groups(names) == [group])
    }

    @Test func `a short sidecar beside raw and picture speaks of the raw file and all three are one unit`() {
        #expect(
            groups(["D1.JPG", "D1.NEF", "D1.xmp"]) == ["D1.JPG + D1.NEF:raw + D1.xmp:sidecar"])
    }

    @Test(arguments: [
        ["IMG_1.JPG", "IMG_1.PNG"], ["IMG_1.JPG", "IMG_10.JPG.xmp"], ["a(1).jpg", "a.jpg.json"],
        ["IMG_1.JPG", "IMG_2-edited.JPG"], ["MVI_1.MOV", "IMG_1.JPG"],
    ])
    func `files that only look alike stay apart`(names: [String]) { #expect(groups(names).count == 2) }
}
