package import Templating

/// Add a folder: `/storages/new`, also shown again with the reason when the form was refused.
package struct NewStoragePage: PageModel {
    /// What the fields hold: the folder browsed to, or what was sent.
    package var path: String
    package var name: String
    /// About `path` or `name`.
    package var refused: FieldProblem?
    /// nil when no root may be browsed.
    package var picker: FolderPicker?

    package init(path: String = "", name: String = "", refused: FieldProblem? = nil, picker: FolderPicker? = nil) {
        self.path = path
        self.name = name
        self.refused = refused
        self.picker = picker
    }

    package var title: String { "Add a folder" }
    package var place: Place? { .storages }
    package var template: String { "storages/new" }

    package func value(_ context: PageContext) -> TemplateValue {
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
