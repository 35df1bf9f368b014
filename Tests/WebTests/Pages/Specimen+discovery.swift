import Model
import Platform
import StorageAccess
import Store

@testable import Storages
@testable import Web

extension Specimen {
    private static let places = [
        DiscoveryPage.Place(name: "Home", path: "/home/anna", isChosen: true),
        DiscoveryPage.Place(name: "/mnt", path: "/mnt", isChosen: true),
        DiscoveryPage.Place(name: "/media", path: "/media", isChosen: false),
    ]

    private static func finding(_ path: String, _ name: String?, uuid: String = storageNames[0].uuid) -> StorageFinding
    {
        var finding = StorageFinding(root: Array(path.utf8), isWritable: true)
        finding.signature = name.map {
            StorageSignature(
                storageUUID: uuid, displayName: $0, createdAt: "2020-01-01T00:00:00Z",
                lastIndexed: "2024-05-20T14:30:00Z", photoCount: 8_921, totalSizeBytes: 21_500_000_000)
        }
        return finding
    }

    /// The library has one storage, which is away.
    private static let known: [StorageRecord] = {
        var storage = StorageRecord(
            uuid: storageNames[1].uuid, name: "Archive 2", root: Array("/media/anna/Archive 2".utf8), state: .offline,
            createdAt: "", hasSignature: true)
        storage.photoCount = 12_004
        var here = storage
        (here.uuid, here.name, here.root, here.state) = ("6f", "Family archive", Array("/mnt/photos".utf8), .online)
        return [storage, here]
    }()

    private static func report(_ status: DiscoveryReport.Status, findings: [StorageFinding]) -> DiscoveryReport {
        var progress = FolderSearch.Progress()
        (progress.looked, progress.share, progress.current) = (12_931, 0.6, "/mnt/external/photos/2019")
        progress.findings = findings
        progress.problems = [
            DiscoveryProblem(path: "/mnt/nas", reason: "it does not answer; it was given up"),
            DiscoveryProblem(path: "/mnt/private", reason: "permission denied"),
        ]
        var report = DiscoveryReport(progress, known: known)
        report.status = status
        report.roots = ["/home/anna", "/mnt"]
        return report
    }

    private static let findings: [StorageFinding] = {
        var damaged = finding("/mnt/damaged", nil)
        damaged.problem = "it is not the JSON of a storage signature"
        return [
            finding("/mnt/photos", "Family archive", uuid: "6f"),
            finding("/mnt/usb", "Archive 2", uuid: storageNames[1].uuid),
            finding("/home/anna/Phone", "Phone"), finding("/home/anna/imalink_20240115_120000_abc", nil),
            finding("/mnt/copy", "Family archive", uuid: "6f"), damaged,
        ]
    }()

    static let discovery: [Specimen] = [
        Specimen("discovery", DiscoveryPage(places: places)),
        Specimen(
            "discovery-running",
            DiscoveryPage(places: places, report: report(.running, findings: Array(findings.prefix(3))))),
        Specimen("discovery-found", DiscoveryPage(places: places, report: report(.complete, findings: findings))),
        Specimen("discovery-nothing", DiscoveryPage(places: places, report: report(.cancelled, findings: []))),
        Specimen("discovery-refused", refused),
        Specimen("lock-free", lock(nil)),
        Specimen("lock-held", lock(status(isStale: false))),
        Specimen("lock-stale", lock(status(isStale: true))),
    ]

    private static let refused: DiscoveryPage = {
        var page = DiscoveryPage(places: places, custom: "/mnt/old")
        page.picker = picker
        page.picker?.page = .discovery
        (page.depth, page.isDeep) = ("many", true)
        page.refused = FieldProblem(field: "depth", message: "It must be a number from 0 to 100.")
        return page
    }()

    private static func status(isStale: Bool, operation: String = "import") -> StorageLock.Status {
        StorageLock.Status(
            holder: StorageLock.Holder(
                process: ProcessIdentity(
                    machineID: "m", bootID: "b", pidNamespace: "p", pid: 4711, startTime: 5), randomID: "r",
                operation: operation, refreshed: "2024-06-01T11:00:00Z"), refreshedAt: now - 3600,
            isThisMachine: false, isThisProcess: false, isStale: isStale)
    }

    private static func lock(_ status: StorageLock.Status?, name: String = "Family archive") -> StorageLockPage {
        StorageLockPage(uuid: storageNames[0].uuid, name: name, lock: StorageLockDocument(status))
    }

    static func hostileDiscovery(_ text: String) -> DiscoveryPage {
        let path = "/" + text.filter { $0 != "\0" }
        return DiscoveryPage(
            places: [.init(name: text, path: path, isChosen: true)], custom: text,
            report: report(.complete, findings: [finding(path, text, uuid: "h"), finding(path, nil)]))
    }

    static func hostileLock(_ text: String) -> StorageLockPage {
        lock(status(isStale: true, operation: text), name: text)
    }
}
