import Platform
import Store
import TestSupport
import Testing

@testable import Engine

struct ReadLimitsTests {
    private typealias Disk = DriveFacts.Disk
    private static let (ext4, btrfs, zfs, tmpfs) = (0xEF53, 0x9123_683E, 0x2FC1_2FC1, 0x0102_1994)
    private static let (nfs, smb, cifs, fuse) = (0x6969, 0xFE53_4D42, 0xFF53_4D42, 0x6573_5546)
    private static let spinning = Disk("sda", isRotational: true, vendor: "ATA", model: "WDC WD40EFRX-68N")
    private static let solid = Disk("nvme0n1", isRotational: false)

    /// Each drive, and the rule that says what it is.
    @Test(arguments: [
        (DriveFacts(fileSystem: ext4, disks: [spinning]), DriveKind.spinning, true),
        (DriveFacts(fileSystem: ext4, disks: [solid]), .solid, false),
        (DriveFacts(fileSystem: btrfs, disks: [solid, spinning]), .spinning, true),
        (DriveFacts(fileSystem: ext4, disks: [Disk("sdb", isRotational: true, isRemovable: true)]), .solid, false),
        (DriveFacts(fileSystem: ext4, disks: [Disk("vda", isRotational: true)]), .virtual, false),
        (DriveFacts(fileSystem: ext4, disks: [Disk("xvda", isRotational: true)]), .virtual, false),
        (DriveFacts(fileSystem: ext4, disks: [Disk("sda", isRotational: true, vendor: "VMware")]), .virtual, false),
        (
            DriveFacts(
                fileSystem: ext4, disks: [Disk("sda", isRotational: true, vendor: "ATA", model: "QEMU HARDDISK")]),
            .virtual, false
        ),
        (DriveFacts(fileSystem: ext4, disks: [Disk("vda", isRotational: true), spinning]), .spinning, true),
        (DriveFacts(fileSystem: nfs, disks: []), .network, true),
        (DriveFacts(fileSystem: smb, disks: []), .network, true),
        (DriveFacts(fileSystem: cifs, disks: []), .network, true),
        (DriveFacts(fileSystem: fuse, disks: []), .network, true),
        (DriveFacts(fileSystem: fuse, disks: [solid]), .solid, false),
        (DriveFacts(fileSystem: zfs, disks: []), .unknown, false),
        (DriveFacts(fileSystem: tmpfs, disks: []), .unknown, false),
    ])
    func `a drive is what its file system and its disks say`(facts: DriveFacts, kind: DriveKind, isSlow: Bool) {
        #expect(DriveKind(facts) == kind)
        #expect(kind.isSlow == isSlow)
    }

    @Test func `drives that many readers hinder get two readers and portions of eight`() {
        let most = ReadLimits(readers: 9)
        #expect(most.limited(by: [.solid, .virtual, .unknown]) == ReadLimits(readers: 9, batch: 48))
        #expect(most.limited(by: [.spinning]) == ReadLimits(readers: 2, batch: 8))
        #expect(most.limited(by: [.solid, .network]) == ReadLimits(readers: 2, batch: 8))
        #expect(ReadLimits(readers: 1).limited(by: [.spinning]).readers == 1)
    }

    @Test func `what the library's settings say goes before`() throws {
        let folder = try TemporaryFolder()
        let store = try LibraryStore(path: folder.path + "/library.sqlite")
        func limits() throws -> ReadLimits {
            try store.read { try ReadLimits(readers: 2, batch: 8).overridden(by: $0) }
        }
        #expect(try limits() == ReadLimits(readers: 2, batch: 8))
        try store.write { try Settings.set("reading.readers", to: "6", $0) }
        #expect(try limits() == ReadLimits(readers: 6, batch: 8))
        try store.write { writing in
            try Settings.set("reading.readers", to: "0", writing)
            try Settings.set("reading.batch", to: "1000000", writing)
        }
        #expect(try limits() == ReadLimits(readers: 1, batch: 500))
    }

    @Test func `a folder of this machine has limits`() throws {
        let folder = try TemporaryFolder()
        let store = try LibraryStore(path: folder.path + "/library.sqlite")
        let limits = try store.limits(ReadLimits(readers: 3), of: [Folder(path: folder.path)])
        #expect(limits == ReadLimits(readers: 3) || limits == ReadLimits(readers: 2, batch: 8))
        try store.write { try Settings.set("reading.readers", to: "5", $0) }
        #expect(try store.limits(ReadLimits(readers: 3), of: [Folder(path: folder.path)]).readers == 5)
    }

    @Test func `a gate lets in as many as the storage takes and lets the next one in afterwards`() {
        let (gates, inside, mayLeave) = (DriveGates(), Condition(0), Condition(false))
        let threads = (0..<3).map { _ in
            WorkerThreads.start("reader") {
                gates.passing([1: 2, 2: 5]) {
                    inside.change { $0 += 1 }
                    mayLeave.wait { $0 ? () : nil }
                }
            }
        }
        inside.wait { $0 == 2 ? () : nil }
        gates.passing([3: 1, 2: 3]) { #expect(inside.wait { $0 } == 2) }
        mayLeave.change { $0 = true }
        for thread in threads { thread.join() }
        #expect(inside.wait { $0 } == 3)
        gates.passing([1: 1, 2: 1]) {}
    }
}
