import Model
import Templating

@testable import Store
@testable import Web

extension Specimen {
    static let family: StorageFacts = {
        var facts = StorageFacts(
            uuid: storageNames[0].uuid, name: "Family archive", path: "/mnt/photos/family archive", state: .online)
        (facts.photoCount, facts.fileCount, facts.totalSize) = (41_893, 43_072, 212_400_000_000)
        facts.lastIndexed = now - 720
        facts.capacity = (used: 1_310_000_000_000, total: 4_000_000_000_000)
        facts.problemCount = 3
        facts.conflictCount = 44
        return facts
    }()

    static let archive: StorageFacts = {
        var facts = StorageFacts(
            uuid: storageNames[1].uuid, name: "Archive 2", path: "/media/usb/Archive 2", state: .offline)
        (facts.photoCount, facts.fileCount, facts.totalSize) = (12_004, 12_377, 68_200_000_000)
        facts.lastIndexed = now - 86400 * 50
        facts.lastSeen = now - 86400 * 49
        return facts
    }()

    static let phone: StorageFacts = {
        var facts = StorageFacts(
            uuid: "6f1c2a34-3333-4000-8000-00000000000c", name: "Phone", path: "/home/anna/Phone", state: .readOnly)
        (facts.photoCount, facts.fileCount, facts.totalSize) = (310, 311, 912_000_000)
        facts.capacity = (used: 212_000_000_000, total: 256_000_000_000)
        facts.operation = running
        return facts
    }()

    static let problems = [
        FileProblem(
            path: "2019/Norway/IMG_0912.CR2", reason: "the file ends in the middle of the picture",
            hint: "The part that could be read is shown.", fate: .rejected),
        FileProblem(
            path: "2008/card 2/DSC_0004.JPG", reason: "it could not be read: input/output error",
            hint: "Check the drive.", fate: .failed),
        FileProblem(path: "notes/todo.heic", reason: "it is no picture: text", fate: .rejected),
    ]

    static let picker: FolderPicker = {
        var picker = FolderPicker(
            roots: [
                .init(id: "home", name: "Home"), .init(id: "mnt", name: "/mnt"), .init(id: "media", name: "/media"),
            ],
            root: "home", trail: [(name: "Pictures", path: "Pictures")],
            folders: [
                .init(name: "2019", path: "Pictures/2019", photoCount: 1_204),
                .init(name: "2020", path: "Pictures/2020", photoCount: 0),
                .init(name: "2021 — Iceland", path: "Pictures/2021 — Iceland", photoCount: 412),
                .init(name: "Family archive", path: "Pictures/Family archive", photoCount: nil, isStorage: true),
                .init(name: "private", path: "Pictures/private", photoCount: nil, isReadable: false),
                .init(name: "Wallpapers", path: "Pictures/Wallpapers", photoCount: 31),
            ])
        picker.photoCount = 12
        return picker
    }()

    static let storages: [Specimen] = [
        Specimen("conflicts", conflicts),
        Specimen("conflicts-missing", missing),
        Specimen("conflicts-none", ConflictsPage(uuid: family.uuid, storageName: "Phone", counts: [:], sections: [])),
        Specimen("storages", StoragesPage(storages: [archive, family, phone]), context: busy),
        Specimen("storage-statistics", statistics("Holidays")),
        Specimen(
            "storage-statistics-empty",
            StatisticsPage(
                uuid: family.uuid, name: "Empty",
                statistics: StorageStatistics(taken: [], arrived: [], formats: [], sessions: []))),
        Specimen("storage-backup", backup("Holidays")),
        Specimen("storages-empty", StoragesPage(storages: [])),
        Specimen("storage", storage),
        Specimen("storage-offline", offline),
        Specimen("storage-removal", storage.removal),
        Specimen("storage-new", NewStoragePage(path: "/home/anna/Pictures", picker: picker)),
        Specimen(
            "storage-new-refused",
            NewStoragePage(
                path: "/home/anna/Pictrues", name: "Holidays",
                refused: FieldProblem(
                    field: "path", message: "There is no folder /home/anna/Pictrues.",
                    hint: "Check the spelling, or choose it from the list."), picker: picker)),
        Specimen("welcome", WelcomePage(suggestions: [("/home/anna/Pictures", 12_931), ("/mnt/photos", nil)])),
        Specimen("welcome-bare", WelcomePage()),
    ]

    static func statistics(_ text: String) -> StatisticsPage {
        let months = (1...12).filter { $0 % 4 != 3 }.flatMap { month in
            [2022, 2023, 2024].map { year in
                StorageStatistics.Month(year: year, month: month, files: month * 41 + year % 7, bytes: 1 << 30)
            }
        }
        return StatisticsPage(
            uuid: family.uuid, name: text,
            statistics: StorageStatistics(
                taken: months, arrived: Array(months.prefix(5)),
                formats: [
                    .init(mimeType: "image/jpeg", files: 12_345, bytes: 60_000_000_000),
                    .init(mimeType: "video/mp4", files: 321, bytes: 41_000_000_000),
                    .init(mimeType: "image/heic", files: 12, bytes: 31_000_000),
                ],
                sessions: [
                    .init(number: 2, title: text, createdAt: "2024-05-01T09:00:00Z", files: 120, bytes: 567_890_123)
                ]))
    }

    static func backup(_ text: String) -> BackupPage {
        BackupPage(
            facts: family,
            parts: [
                .init(name: "*", isNeeded: true, purpose: text, bytes: 281_512_000_000),
                .init(name: ".imalink-storage", isNeeded: true, purpose: text, bytes: 312),
                .init(name: "imalink-sessions", isNeeded: false, purpose: text, bytes: nil),
            ], library: "/home/\(text)/.local/share/photostead")
    }

    private static let storage: StoragePage = {
        var page = StoragePage(facts: family, notes: "Everything until 2024, scanned slides included.")
        page.pendingWrites = 4
        page.problems = problems
        page.operations = [finished, failed]
        return page
    }()

    private static let offline: StoragePage = {
        var page = StoragePage(facts: archive, policy: .sidecar)
        page.problem = PageProblem(
            .warn, "This storage is away: its folder was last seen on 13 April 2024.",
            hint: "Plug in the drive. Ratings wait until it is back.")
        page.refused = FieldProblem(field: "name", message: "Another storage has this name.", hint: "Choose another.")
        return page
    }()
}
