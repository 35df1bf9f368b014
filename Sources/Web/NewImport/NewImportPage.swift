import Intake
import Model
import Templating

/// A new import in three steps, and beside them what it would do: `/imports/new`.
struct NewImportPage: PageModel {
    /// A storage that can be imported into, or why not.
    struct Target: Sendable {
        var uuid: String
        var name: String
        var path: String
        var state: StorageState
        /// Bytes free on its disk; nil = not known.
        var free: Int64?
    }

    var form: ImportForm
    var targets: [Target]
    var picker: FolderPicker?
    var preview: PreviewPanel?
    /// About a field of the form.
    var refused: FieldProblem?
    /// About no field.
    var problem: PageProblem?

    var title: String { "New import" }
    var place: Place? { .imports }
    var template: String { "imports/new" }

    func value(_ context: PageContext) -> TemplateValue {
        let value: TemplateValue = [
            "LIST_HREF": .text(Route.imports.path), "IMPORT_ACTION": .text(Route.startImport.path),
            "UPLOAD_ACTION": .text(Route.startUpload.path), "PREVIEW_ACTION": .text(Route.previewImport.path),
            "NEW_STORAGE_HREF": .text(Route.newStorage.path),
            "PAGE_PROBLEM": problem.content, "HAS_TARGETS": .when(!targets.isEmpty),
            "HAS_NO_TARGET": .when(targets.isEmpty),
            "SOURCE": .text(form.source), "PATH_TEMPLATE": .text(form.template), "IMPORT_TITLE": .text(form.title),
            "EXAMPLE": .text(PathTemplate.example), "TARGETS": .section(targets.map(targetValue)),
            "PICKER": .include("storages/_picker", picker.map { [$0.value] } ?? []), "HAS_PICKER": .when(picker != nil),
            "PREVIEW": .include("imports/_preview", [(preview ?? PreviewPanel()).value(targetName)]),
            "TOKENS": .section(
                PathTemplate.Token.allCases.map {
                    ["TOKEN": .text("{\($0.rawValue)}"), "TOKEN_WORDS": .text($0.words)]
                }),
        ]
        return value.merging(choices).merging(problems)
    }

    private var choices: TemplateValue {
        [
            "ORGANISATIONS": .section(
                OrganisationWords.all.map { Self.choice($0.value, $0.words, $0.value == form.organise) }),
            "DUPLICATES": .section(
                DuplicatePolicy.allCases.map { Self.choice($0.rawValue, $0.words, $0 == form.duplicates) }),
            "SAME_PICTURE": .section(
                SamePicturePolicy.allCases.map { Self.choice($0.rawValue, $0.words, $0 == form.samePicture) }),
            "TRANSFERS": .section([
                Self.choice("0", ChoiceWords(name: "Copy", help: "The originals stay where they are."), !form.isMove),
                Self.choice(
                    "1",
                    ChoiceWords(name: "Move", help: "Each original is removed once its copy is written and proved."),
                    form.isMove),
            ]),
        ]
    }

    private static func choice(_ value: String, _ words: ChoiceWords, _ isChosen: Bool) -> TemplateValue {
        [
            "CHOICE": .text(value), "CHOICE_NAME": .text(words.name), "CHOICE_HELP": .text(words.help),
            "IS_CHOSEN": .when(isChosen),
        ]
    }

    private var problems: TemplateValue {
        [
            "HAS_SOURCE_PROBLEM": .when(refused?.field == "source"), "SOURCE_PROBLEM": refused.content(for: "source"),
            "STORAGE_PROBLEM": refused.content(for: "storage"),
            "HAS_TEMPLATE_PROBLEM": .when(refused?.field == "template"),
            "TEMPLATE_PROBLEM": refused.content(for: "template"),
        ]
    }

    private var targetName: String { targets.first { $0.uuid == form.storage }?.name ?? "the storage" }

    private func targetValue(_ target: Target) -> TemplateValue {
        let isUsable = target.state == .online
        return [
            "TARGET": .text(target.uuid), "TARGET_NAME": .text(target.name),
            "TARGET_PATH": PathText(target.path).content, "TARGET_STATE": .text(target.state.word),
            "TARGET_TONE": .text(target.state.tone),
            "TARGET_FREE": .optional(target.free.map { "\(Numbers.bytes($0)) free" }),
            "IS_CLOSED": .when(!isUsable), "IS_CHOSEN": .when(isUsable && target.uuid == form.storage),
        ]
    }
}
