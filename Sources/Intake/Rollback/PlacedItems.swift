import Engine
import Media
import Model
import Platform
import Store

/// Reads files that have just come to their places in a storage, as rows want them.
enum PlacedItems {
    /// - Returns: by path; without those that cannot be read, which the next re-index looks at.
    /// - Throws: `FileError`, and what the workers throw.
    static func read(
        _ paths: [RelativePath], _ root: Folder, _ reader: FactsReader
    ) throws -> [RelativePath: FoundItem] {
        let opened = try paths.map { path in
            let file = try root.openFile(path)
            return OpenFile(descriptor: file, path: path, modifiedNanoseconds: try file.status().modifiedNanoseconds)
        }
        let readings = try reader.facts(of: opened).map { result in
            switch result {
            case .success(let facts): FileReading.facts(facts)
            case .failure(let problem): FileReading.failed(reason: problem.reason, hint: problem.hint)
            }
        }
        let shown = try SidecarReader(folder: root, reader: reader).overlay(readings, of: paths)
        var items: [RelativePath: FoundItem] = [:]
        for (file, reading) in zip(opened, shown) {
            guard let facts = reading.facts else { continue }
            items[file.path] = FoundItem(
                path: file.path, modifiedNanoseconds: file.modifiedNanoseconds, facts: facts)
        }
        return items
    }
}
