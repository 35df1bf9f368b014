package import Media
package import Model
package import Platform

/// Reads the XMP sidecars that lie beside photos; a sidecar wins over the file for what it contains (docs/metadata.md
/// section 3).
package struct SidecarReader: Sendable {
    private let folder: Folder
    private let reader: FactsReader

    package init(folder: Folder, reader: FactsReader) {
        self.folder = folder
        self.reader = reader
    }

    /// The facts with what their sidecars say laid over them.
    package func overlay(_ readings: [FileReading], of paths: [RelativePath]) throws -> [FileReading] {
        var sidecars: [(index: Int, file: OpenFile)] = []
        for (index, path) in paths.enumerated() {
            guard let facts = readings[index].facts, facts.mediaType != nil else { continue }
            if let sidecar = open(path) { sidecars.append((index, sidecar)) }
        }
        guard !sidecars.isEmpty else { return readings }
        var readings = readings
        for (sidecar, result) in zip(sidecars, try reader.facts(of: sidecars.map(\.file))) {
            // A sidecar that cannot be read says nothing; the photo's own metadata stands.
            guard let facts = readings[sidecar.index].facts, case .success(let said) = result else { continue }
            readings[sidecar.index] = .facts(facts.overlaid(by: said))
        }
        return readings
    }

    /// The first sidecar that exists; nil when there is none or it cannot be opened.
    private func open(_ photo: RelativePath) -> OpenFile? {
        for path in SidecarNames.candidates(of: photo) {
            // Most photos have none: the failure to open is the answer.
            guard let file = try? folder.openFile(path), let status = try? file.status() else { continue }
            return OpenFile(
                descriptor: file, path: path, modifiedNanoseconds: status.modifiedNanoseconds)
        }
        return nil
    }
}

extension Facts {
    /// What a sidecar says wins; what it does not mention stays.
    package func overlaid(by sidecar: Facts) -> Facts {
        var facts = self
        facts.rating = sidecar.rating ?? rating
        facts.label = sidecar.label ?? label
        facts.title = sidecar.title ?? title
        facts.caption = sidecar.caption ?? caption
        if !sidecar.people.isEmpty { facts.people = sidecar.people }
        if !sidecar.keywords.isEmpty { facts.keywords = sidecar.keywords }
        if let date = sidecar.taken, date.source == .xmp || date.source == .exif {
            facts.taken = date
        }
        facts.coordinate = sidecar.coordinate ?? coordinate
        return facts
    }
}
