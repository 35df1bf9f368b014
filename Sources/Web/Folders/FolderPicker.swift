import Templating

/// The folders of the server as plain links: `/storages/new?root=ID&path=RELATIVE`.
struct FolderPicker: Sendable {
    /// A root that may be browsed.
    struct Root: Sendable {
        var id: String
        /// `Home`, `/mnt`
        var name: String
    }

    /// A folder inside the one that is open.
    struct Folder: Sendable {
        var name: String
        /// Relative to the root, in the form that the query carries.
        var path: String
        /// Photos and videos directly in it; nil = not counted.
        var photoCount: Int?
        /// It is a storage already, or lies in one.
        var isStorage = false
        var isReadable = true
    }

    var roots: [Root]
    var root: String
    /// The page it stands on.
    var page = Route.newStorage
    /// What that page is to remember.
    var query: [(name: String, value: String)] = []
    /// The folders from the root down to the open one, without the root: name and relative path.
    var trail: [(name: String, path: String)]
    var folders: [Folder]
    /// Photos and videos directly in the open folder; nil = not counted.
    var photoCount: Int?
    /// Why the open folder cannot be listed, or that only the first folders are shown.
    var problem: PageProblem?

    private func link(_ root: String, _ path: String) -> String {
        let place = [(name: "root", value: root)] + (path.isEmpty ? [] : [(name: "path", value: path)])
        return page.link(query + place) + "#folders"
    }

    var value: TemplateValue {
        let rootName = roots.first { $0.id == root }?.name ?? root
        let steps = [(name: rootName, path: "")] + trail
        return [
            "ROOTS": .section(
                roots.map { choice in
                    [
                        "ROOT": .text(choice.name), "ROOT_HREF": .text(link(choice.id, "")),
                        "IS_CURRENT": .when(choice.id == root),
                    ]
                }), "HAS_ROOTS": .when(roots.count > 1),
            "STEPS": .section(
                steps.enumerated().map { index, step in
                    [
                        "STEP": .text(step.name), "STEP_HREF": .text(link(root, step.path)),
                        "IS_LAST": .when(index == steps.count - 1),
                    ]
                }), "FOLDERS": .section(folders.map(folderValue)), "HAS_NO_FOLDERS": .when(folders.isEmpty),
            "OPEN_COUNT": .optional(
                photoCount.map { ($0 == 0 ? "No photos" : Numbers.count($0, "photo")) + " directly in this folder" }),
            "PICKER_PROBLEM": problem.content,
        ]
    }

    private func folderValue(_ folder: Folder) -> TemplateValue {
        let note: String? =
            if folder.isStorage {
                "already in the library"
            } else if !folder.isReadable {
                "cannot be read"
            } else {
                folder.photoCount.flatMap { $0 > 0 ? Numbers.count($0, "photo") : nil }
            }
        return [
            "FOLDER": .text(folder.name), "FOLDER_HREF": .optional(folder.isReadable ? link(root, folder.path) : nil),
            "IS_UNREADABLE": .when(!folder.isReadable), "FOLDER_NOTE": .optional(note),
        ]
    }
}
