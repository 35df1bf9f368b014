package import Browsing
package import Composition
package import Curation
package import Engine
package import Imports
package import Media
package import Platform
package import Renditions
package import StorageAccess
package import Storages
package import Store

/// What the pages and the API work with; the program wires it.
package struct SiteServices: Sendable {
    package let store: LibraryStore
    package let board: OperationBoard
    package let storages: StorageActions
    package let conflicts: ConflictActions
    package let discovery: Discovery
    package let edits: PhotoEdits
    package let imports: ImportActions
    package let previews: ImportPreviews
    package let hashCache: HashCache
    package let renditions: any RenditionSource
    /// Told of originals that are not where they should be.
    package let missing: MissingNotices
    package let tags: any TagSource
    package let timeline: TimelineCache
    package let copies: CopyLookup
    package let time: any TimeSource
    /// `Authorization: Bearer` of clients that are no browser.
    package let apiToken: String
    /// Folders that the picker may browse: id, name, absolute path.
    package let pickerRoots: [PickerRoot]
    /// Facts for the settings page.
    package let about: [(name: String, value: String)]

    package init(
        _ library: OpenLibrary, apiToken: String, pickerRoots: [PickerRoot], about: [(name: String, value: String)]
    ) {
        store = library.store
        board = library.board
        storages = library.storages
        conflicts = library.storageCapability.conflicts
        discovery = library.storageCapability.discovery
        edits = library.edits
        imports = library.imports
        previews = ImportPreviews(imports: library.imports, time: library.parts.time)
        hashCache = library.cache
        renditions = library.renditions
        missing = library.missing
        tags = library.parts.tags
        timeline = TimelineCache(store: library.store, time: library.parts.time)
        copies = library.reading.copies
        time = library.parts.time
        self.apiToken = apiToken
        self.pickerRoots = pickerRoots
        self.about = about
    }
}

extension SiteServices {
    /// A path as a person types it: `~` is the home folder of whoever runs the server, as in a shell.
    func expanded(_ typed: String) -> String {
        guard typed == "~" || typed.hasPrefix("~/"), let home = pickerRoots.first(where: { $0.id == PickerRoot.home })
        else { return typed }
        return home.path + typed.dropFirst()
    }
}

/// A folder of the server that may be browsed.
package struct PickerRoot: Sendable {
    /// The id of the home folder.
    package static let home = "home"

    package let id: String
    package let name: String
    package let path: String

    package init(id: String, name: String, path: String) {
        self.id = id
        self.name = name
        self.path = path
    }
}
