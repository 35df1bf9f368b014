import Templating

/// The folders of the server as plain links: `/storages/new?root=ID&path=RELATIVE`.
package struct FolderPicker: Sendable {
    /// A root that may be browsed.
    package struct Root: Sendable {
        package var id: String
        /// `Home`, `/mnt`
        package var name: String

        package init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// A folder inside the one that is open.
    package struct Folder: Sendable {
        package var name: String
        /// Relative to the root, in the form that the query carries.
        package var path: String
        /// Photos and videos directly in it; nil = not counted.
        package var photoCount: Int?
        /// It is a storage already, or lies in one.
        package var isStorage: Bool
        package var isReadable: Bool

        package init(name: String, path: String, photoCount: Int?, isStorage: Bool = false, isReadable: Bool = true) {
            self.name = name
            self.path = path
            self.photoCount = photoCount
            self.isStorage = isStorage
            self.isReadable = isReadable
        }
    }

    package var roots: [Root]
    package var root: String
    /// The page it stands on.
    package var page = Route.newStorage
    /// What that page is to remember.
    package var query: [(name: String, value: String)] = []
    /// The folders from the root down to the open one, without the root: name and relative path.
    package var trail: [(name: String, path: String)]
    package var folders: [Folder]
    /// Photos and videos directly in the open folder; nil = not counted.
    package var photoCount: Int?
    /// Why the open folder cannot be listed, or that only the first folders are shown.
    package var problem: PageProblem?

    package init(roots: [Root], root: String, trail: [(name: String, path: String)], folders: [Folder]) {
        self.roots = roots
        self.root = root
        self.trail = trail
        self.folders = folders
    }

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
