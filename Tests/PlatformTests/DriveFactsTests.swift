import Foundation
import TestSupport
import Testing

@testable import Platform

struct DriveFactsTests {
    private let home: TemporaryFolder

    init() throws { home = try TemporaryFolder() }

    private func link(_ number: String, to path: String) throws {
        _ = try home.makeFolder("dev/block")
        try FileManager.default.createSymbolicLink(
            atPath: home.path + "/dev/block/" + number, withDestinationPath: "../../devices/" + path)
    }

    private func disks(_ major: UInt64, _ minor: UInt64) -> [DriveFacts.Disk] {
        DriveFacts.disks(of: major << 8 | minor, sysfs: home.path)
    }

    private func addDisk(_ path: String, rotational: String, vendor: String? = nil) throws {
        try home.write("devices/\(path)/queue/rotational", "\(rotational)\n")
        if let vendor { try home.write("devices/\(path)/device/vendor", "\(vendor)\n") }
    }

    @Test func `a partition lies on its disk`() throws {
        try addDisk("pci/sda", rotational: "1", vendor: "ATA     ")
        _ = try home.makeFolder("devices/pci/sda/sda1")
        try link("8:1", to: "pci/sda/sda1")
        #expect(disks(8, 1) == [DriveFacts.Disk("sda", isRotational: true, vendor: "ATA     ")])
    }

    @Test func `what is put together lies on the disks below`() throws {
        try addDisk("pci/sda", rotational: "1")
        try addDisk("pci/nvme0n1", rotational: "0")
        try addDisk("virtual/dm-0", rotational: "1")
        _ = try home.makeFolder("devices/pci/sda/sda2")
        _ = try home.makeFolder("devices/virtual/dm-0/slaves")
        for (name, target) in [("sda2", "../../../pci/sda/sda2"), ("nvme0n1", "../../../pci/nvme0n1")] {
            try FileManager.default.createSymbolicLink(
                atPath: home.path + "/devices/virtual/dm-0/slaves/" + name, withDestinationPath: target)
        }
        try link("253:0", to: "virtual/dm-0")
        #expect(Set(disks(253, 0).map(\.name)) == ["sda", "nvme0n1"])
        #expect(disks(253, 0).map(\.isRotational).filter { $0 }.count == 1)
    }

    @Test func `of a number that sysfs does not know nothing is told`() { #expect(disks(0, 42).isEmpty) }

    @Test func `a folder of this machine has a file system`() throws {
        #expect(try DriveFacts(of: Folder(path: home.path)).fileSystem != 0)
    }
}
