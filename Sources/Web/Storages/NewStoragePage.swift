import Templating

/// Add a folder: `/storages/new`, also shown again with the reason when the form was refused.
struct NewStoragePage: PageModel {
    /// What the fields hold: the folder browsed to, or what was sent.
    var path = ""
    var name = ""
    /// About `path` or `name`.
    var refused: FieldProblem?
    /// nil when no root may be browsed.
    var picker: FolderPicker?

    var title: String { "Add a folder" }
    var place: Place? { .storages }
    var template: String { "storages/new" }

    func value(_ context: PageContext) -> TemplateValue {
        [
            "ADD_ACTION": .text(Route.addStorage.path), "PATH": .text(path), "NAME": .text(name),
            "HAS_PATH_PROBLEM": .when(refused?.field == "path"),
            "HAS_NAME_PROBLEM": .when(refused?.field == "name"), "PATH_PROBLEM": refused.content(for: "path"),
            "NAME_PROBLEM": refused.content(for: "name"),
            "LIST_HREF": .text(Route.storages.path),
            "PICKER": .include("storages/_picker", picker.map { [$0.value] } ?? []),
            "HAS_PICKER": .when(picker != nil),
        ]
    }
}
