package import Platform

/// How a drive takes many readers at once, by the rule that says so.
package enum DriveKind: String, Sendable {
    /// Another machine reads for us, or a program does.
    case network
    /// A head that has to move between two files.
    case spinning
    case solid
    /// The disk of a virtual machine: what turns below it, its flags do not say.
    case virtual
    /// The kernel tells of no disk, as below ZFS and in memory.
    case unknown

    /// Whether many readers hinder each other there.
    package var isSlow: Bool { self == .network || self == .spinning }

    package init(_ facts: DriveFacts) {
        if Self.networks.contains(facts.fileSystem) || (facts.fileSystem == Self.fuse && facts.disks.isEmpty) {
            self = .network
        } else if facts.disks.isEmpty {
            self = .unknown
        } else if facts.disks.contains(where: Self.spins) {
            self = .spinning
        } else {
            self = facts.disks.contains(where: Self.isVirtual) ? .virtual : .solid
        }
    }

    /// Cards and sticks say that they turn, as nobody has told the kernel otherwise.
    private static func spins(_ disk: DriveFacts.Disk) -> Bool {
        disk.isRotational && !disk.isRemovable && !isVirtual(disk)
    }

    /// virtio and Xen by their names; QEMU, VMware, Hyper-V and VirtualBox by what they call themselves. A disk that is
    /// handed through to the machine has the names of its maker, and its flag is believed.
    private static func isVirtual(_ disk: DriveFacts.Disk) -> Bool {
        disk.name.hasPrefix("vd") || disk.name.hasPrefix("xvd")
            || ["QEMU", "VMware", "Msft", "VBOX"].contains { disk.vendor.hasPrefix($0) || disk.model.hasPrefix($0) }
    }

    private static let fuse = 0x6573_5546

    /// `f_type` of NFS, SMB (three), 9P, Ceph, AFS (two), Coda, Lustre, and of folders of a virtual machine's host
    /// (VMware, VirtualBox); statfs(2).
    private static let networks: Set = [
        0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x00C3_6400, 0x5346_414F, 0x6B41_4653, 0x7375_7245,
        0x0BD0_0BD0, 0xBACB_ACBC, 0x786F_4256,
    ]
}
