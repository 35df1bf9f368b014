package import Engine
import Model
package import Platform
package import Store

/// What the preview of an import stands on.
extension Ground {
    /// The source as it is now, the files that the library knows, and the room on the storage's disk.
    package init(of source: any IntakeSource, into root: Folder, _ store: LibraryStore) throws {
        self.init()
        try source.walk(stop: StopSignal()) { entry in
            add(entry)
            return true
        }
        try addLibrary(store)
        free = try DiskSpace(of: root).free
    }

    mutating func add(_ entry: IntakeEntry) {
        note(entry.path.bytes)
        guard case .file(let file) = entry.finding else { return }
        count("files in the source")
        note("\(file.size) \(file.modifiedNanoseconds)".utf8)
    }

    mutating func addLibrary(_ store: LibraryStore) throws {
        let items = try store.read { try ItemFigures($0) }
        count("files in the library", items.count)
        note("\(items.latest)".utf8)
    }
}
