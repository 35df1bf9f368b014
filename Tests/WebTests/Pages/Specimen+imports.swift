import Imports
import Intake
import Model
import Store
import Templating

@testable import Web

extension Specimen {
    private static let targets = [
        NewImportPage.Target(
            uuid: family.uuid, name: "Family archive", path: "/mnt/photos/family archive", state: .online,
            free: 2_690_000_000_000),
        NewImportPage.Target(
            uuid: archive.uuid, name: "Archive 2", path: "/media/usb/Archive 2", state: .offline),
        NewImportPage.Target(
            uuid: phone.uuid, name: "Phone", path: "/home/anna/Phone", state: .readOnly, free: 44_000_000_000),
    ]

    private static let form: ImportForm = {
        var form = ImportForm()
        (form.source, form.storage) = ("/media/card", family.uuid)
        return form
    }()

    private static func new(
        _ form: ImportForm = form, _ change: (inout NewImportPage) -> Void = { _ in }
    ) -> NewImportPage {
        var page = NewImportPage(form: form, targets: targets)
        page.picker = picker
        page.picker?.page = .newImport
        page.picker?.query = form.query
        change(&page)
        return page
    }

    private static let findings: IntakePreview.Findings = {
        var findings = IntakePreview.Findings()
        findings.fates.count(.imported, 1_290)
        findings.fates.count(.duplicate, 96)
        findings.fates.count(.rejected, 2)
        findings.fates.count(.failed, 1)
        findings.fates.count(.ignored, 14)
        (findings.photos, findings.questions, findings.listed) = (1_204, 12, 1_403)
        (findings.bytes, findings.free) = (8_412_000_000, 2_690_000_000_000)
        findings.paths = (1...4).map { number in
            (
                from: relativePath("DCIM/100CANON/IMG_000\(number).CR2"),
                to: relativePath("photos/2024/05/IMG_000\(number).CR2")
            )
        }
        findings.problems = [
            OperationProblem(
                path: "DCIM/100CANON/IMG_0912.CR2", fate: .failed, reason: "it could not be read: input/output error",
                hint: "Check the card."),
            OperationProblem(path: "DCIM/100CANON/IMG_0913.CR2", fate: .rejected, reason: "the file is empty"),
        ]
        return findings
    }()

    static func panel(
        _ status: ImportPreviews.Report.Status, _ change: (inout PreviewPanel) -> Void = { _ in }
    ) -> PreviewPanel {
        var panel = PreviewPanel()
        (panel.id, panel.status, panel.findings) = ("6f1c", status, findings)
        change(&panel)
        return panel
    }

    private static func facts(_ status: ImportStatus, _ change: (inout ImportFacts) -> Void = { _ in }) -> ImportFacts {
        var facts = ImportFacts(
            id: 12, number: 7, title: "Lofoten, second card", source: "/media/card",
            storage: StorageName(uuid: family.uuid, name: "Family archive"), status: status)
        facts.createdAt = now - 900
        change(&facts)
        return facts
    }

    private static let done = facts(.operation(.complete)) { facts in
        facts.tally.count(.imported, 1_290)
        facts.tally.count(.duplicate, 96)
        facts.tally.count(.rejected, 2)
        facts.tally.count(.failed, 1)
        facts.tally.count(.ignored, 14)
        (facts.bytes, facts.questions) = (8_412_000_000, 12)
    }

    private static func operation(_ facts: OperationFacts, _ imported: ImportFacts) -> OperationPage {
        var page = OperationPage(facts: facts)
        page.outcome = imported.outcome(facts)
        return page
    }

    private static func moving(_ status: OperationStatus, _ change: (inout OperationFacts) -> Void = { _ in })
        -> OperationFacts
    {
        var facts = OperationFacts(id: "7", kind: .import, status: status, processed: 43_072, total: 206_778)
        facts.subject = "Family archive"
        facts.phase = "Importing"
        (facts.startedAt, facts.updatedAt) = (now - 900, now - 708)
        change(&facts)
        return facts
    }

    static let interruptedImport = moving(.paused) {
        $0.errorMessage = "/media/card: the source cannot be reached: there is no such folder"
        $0.hint = "Put the card or drive back in and resume the import."
    }

    private static let files: [ImportFileRow] = {
        var imported = ImportFileRow(id: 1, path: "DCIM/100CANON/IMG_0001.CR2", size: 24_100_000, fate: .imported)
        (imported.target, imported.photo) = ("photos/2024/05/IMG_0001.CR2", mediaID(1))
        var sidecar = ImportFileRow(id: 2, path: "DCIM/100CANON/IMG_0001.xmp", size: 4_100, fate: .imported)
        sidecar.target = "photos/2024/05/IMG_0001.xmp"
        var copy = ImportFileRow(id: 3, path: "DCIM/100CANON/IMG_0002.CR2", size: 23_900_000, fate: .duplicate)
        (copy.reason, copy.photo) = ("the same file is in Archive 2: 2024/IMG_0002.CR2", mediaID(2))
        var question = copy
        (question.id, question.path, question.isQuestion) = (4, "DCIM/100CANON/IMG_0003.CR2", true)
        (question.modified, question.copyPlace) = (now - 86400 * 20, "Archive 2/2024/IMG_0003.CR2")
        var failed = ImportFileRow(id: 5, path: "DCIM/100CANON/IMG_0912.CR2", size: 22_000_000, fate: .failed)
        (failed.reason, failed.hint) = ("it could not be read: input/output error", "Check the card.")
        return [
            imported, sidecar, copy, question, failed,
            ImportFileRow(id: 6, path: "DCIM/101CANON/IMG_1000.CR2", size: 9),
        ]
    }()

    private static func page(
        _ facts: ImportFacts, _ operation: OperationFacts?, _ change: (inout ImportPage) -> Void = { _ in }
    ) -> ImportPage {
        var page = ImportPage(
            facts: facts, operation: operation.map { Self.operation($0, facts) }, files: files)
        change(&page)
        return page
    }

    private static let runningImport = facts(.operation(.inProgress)) { facts in
        facts.tally.count(.imported, 42_000)
        facts.tally.count(.duplicate, 1_072)
        (facts.waiting, facts.bytes, facts.isMove) = (163_706, 312_000_000_000, true)
    }

    static let imports: [Specimen] = [
        Specimen("import-new", new(ImportForm())),
        Specimen("import-new-chosen", new()),
        Specimen("import-new-running", new { $0.preview = panel(.running) }),
        Specimen("import-new-preview", new { $0.preview = panel(.complete) { $0.isRenewed = true } }),
        Specimen("import-new-stopped", new { $0.preview = panel(.cancelled) }),
        Specimen(
            "import-new-full",
            new { $0.preview = panel(.complete) { $0.findings.free = 1_000_000_000 } }),
        Specimen(
            "import-new-nothing",
            new {
                $0.preview = panel(.complete) { panel in
                    panel.findings = IntakePreview.Findings()
                    panel.findings.fates.count(.duplicate, 1_386)
                }
            }),
        Specimen("import-new-template", refused("template", "the template “{yeer}”: there is no {yeer}")),
        Specimen("import-new-source", refused("source", "/media/crad: it cannot be read: there is no such folder")),
        Specimen("import-new-storage", refused("storage", "Archive 2 is away: its drive does not answer")),
        Specimen("import-new-no-storage", NewImportPage(form: ImportForm(), targets: [])),
        Specimen("imports", listed),
        Specimen("imports-empty", ImportsPage(imports: [], totals: ImportTotals(sessions: 0, files: 0, bytes: 0))),
        Specimen("imports-filtered", filtered),
        Specimen("import-running", page(runningImport, moving(.inProgress)), context: busy),
        Specimen("import-paused", page(facts(.operation(.paused)) { $0.waiting = 163_706 }, interruptedImport)),
        Specimen(
            "import-complete",
            page(done, moving(.complete) { $0.processed = 206_778 }) {
                $0.abilities = [.retry, .rollBack]
                $0.operation?.nextStep = (title: "Show the photos", href: "/photos?import=12")
                $0.next = "p61"
            }),
        Specimen(
            "import-questions",
            page(done, moving(.complete)) { page in
                page.choice = .questions
                page.files = page.files.filter(\.isQuestion)
            }),
        Specimen(
            "import-fate",
            page(done, moving(.complete)) { page in
                page.choice = .fate(.replaced)
                page.files = []
                page.isContinued = true
            }),
        Specimen(
            "import-rolling-back",
            page(done, rollingBack) { $0.operation?.purpose = "Take Lofoten out of Family archive" }),
        Specimen(
            "import-refused",
            page(done, moving(.complete)) {
                $0.problem = PageProblem(.bad, "Lofoten: it is still at work", hint: "Pause it.")
            }),
        Specimen("import-rollback", rollback("photos/2024/05/IMG_0003.CR2", "its rating was changed since")),
        Specimen("import-rollback-nothing", RollbackPage(facts: done, files: 0, bytes: 0)),
        Specimen("import-rolled-back", page(facts(.rolledBack), nil) { $0.abilities = [.restore] }),
    ]

    private static func refused(_ field: String, _ message: String) -> NewImportPage {
        var form = form
        (form.organise, form.template, form.isMove) = ("template", "{yeer}/{original}", true)
        return new(form) { $0.refused = FieldProblem(field: field, message: message, hint: "Check the spelling.") }
    }

    private static let listed: ImportsPage = {
        var page = ImportsPage(
            imports: [runningImport, done, facts(.operation(.failed)), facts(.rolledBack)],
            totals: ImportTotals(sessions: 31, files: 43_072, bytes: 212_400_000_000))
        for index in page.imports.indices { page.imports[index].id -= Int64(index) }
        page.storages = storageNames
        page.uploads = [WaitingUpload(upload: received, createdAt: now - 5400)]
        page.next = "9"
        return page
    }()

    static var latestImports: [ImportFacts] { Array(listed.imports.prefix(2)) }

    private static let filtered: ImportsPage = {
        var page = ImportsPage(imports: [], totals: ImportTotals(sessions: 31, files: 43_072, bytes: 212_400_000_000))
        (page.storage, page.status, page.isContinued) = (storageNames[0].uuid, .operation(.failed), true)
        page.storages = storageNames
        return page
    }()

    private static let rollingBack: OperationFacts = {
        var facts = OperationFacts(id: "9", kind: .trash, status: .inProgress, processed: 12, total: 1_290)
        facts.startedAt = now - 3
        return facts
    }()

    static func rollback(_ path: String, _ reason: String) -> RollbackPage {
        var page = RollbackPage(facts: done, files: 1_287, bytes: 8_400_000_000)
        page.facts.title = path.hasPrefix("photos") ? page.facts.title : path
        (page.restored, page.gone, page.keptCount) = (3, 1, 52)
        page.kept = [(path, reason), (path, reason)]
        return page
    }

    // MARK: - Hostile

    static func hostileNewImport(_ text: String) -> NewImportPage {
        var form = ImportForm()
        (form.source, form.storage, form.title) = (text, text, text)
        (form.organise, form.template) = ("template", text)
        var page = NewImportPage(
            form: form, targets: [.init(uuid: text, name: text, path: text, state: .online, free: -1)])
        page.picker = picker
        page.picker?.query = form.query
        page.problem = PageProblem(.bad, text, hint: text)
        page.refused = FieldProblem(field: "source", message: text, hint: text)
        page.preview = panel(.complete) { panel in
            let path = RelativePath(bytes: Array(text.utf8).filter { $0 != 0 && $0 != 0x2F }) ?? relativePath("a")
            panel.id = text
            panel.findings.paths = [(from: path, to: path)]
            panel.findings.problems = [OperationProblem(path: text, fate: .failed, reason: text, hint: text)]
        }
        return page
    }

    static func hostileImports(_ text: String) -> ImportsPage {
        var page = ImportsPage(
            imports: [hostileImportFacts(text)], totals: ImportTotals(sessions: 1, files: -1, bytes: -1))
        page.storages = [StorageName(uuid: "6f", name: text)]
        page.uploads = [WaitingUpload(upload: upload(name: text, files: [(text, -1)]), createdAt: .nan)]
        (page.storage, page.next) = ("6f", text)
        return page
    }

    static func hostileImport(_ text: String, _ choice: LedgerChoice, _ operation: OperationFacts) -> ImportPage {
        let rows = files.map { file in
            var file = file
            (file.path, file.reason, file.hint, file.target, file.copyPlace) = (text, text, text, text, text)
            return file
        }
        var page = ImportPage(
            facts: hostileImportFacts(text), operation: OperationPage(facts: operation), choice: choice, files: rows)
        page.operation?.currentPath = text
        page.next = text
        page.abilities = Set(ImportPage.Ability.allCases)
        page.leftUpload = "1e3486b6-d838-4d39-b643-a33758cb7270"
        return page
    }

    private static func hostileImportFacts(_ text: String) -> ImportFacts {
        var facts = ImportFacts(
            id: -1, number: -1, title: text, source: text, storage: StorageName(uuid: "6f", name: text),
            status: .operation(.failed))
        (facts.questions, facts.createdAt) = (1, .nan)
        facts.tally.count(.imported)
        return facts
    }
}
