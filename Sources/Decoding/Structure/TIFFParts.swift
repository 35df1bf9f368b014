import Media

/// The tags of a TIFF file's directories; pictures themselves are compared by the picture hash.
enum TIFFParts {
    private static let mostDirectories = 64
    private static let mostValueBytes = 16 << 20
    /// Offsets: their values move with everything before them.
    private static let offsets: Set = [273, 324, 288, 513, 330, 34665, 34853, 40965]
    private static let directories = [330: "SubIFD", 34665: "Exif", 34853: "GPS", 40965: "Interop"]
    /// Tags of the first directory that belong to EXIF's ratings.
    private static let ratings: Set = [18246, 18249]

    static func add(_ tiff: TIFFDirectories, to list: inout PartList) throws(DecodingProblem) {
        var visited: Set<Int> = []
        var waiting = [(offset: tiff.first, name: "IFD0", isExif: false)]
        var number = 0
        while let directory = waiting.popLast() {
            guard visited.insert(directory.offset).inserted, visited.count <= mostDirectories else {
                throw .damaged("its TIFF directories go in circles")
            }
            let (entries, next) = try tiff.entries(at: directory.offset)
            if next != 0, !directory.isExif {
                number += 1
                waiting.append((next, "IFD\(number)", false))
            }
            for entry in entries {
                try add(entry, tiff, in: directory.name, isExif: directory.isExif, to: &list)
                guard let kind = directories[entry.tag] else { continue }
                for child in try tiff.integers(entry, limit: 16) {
                    waiting.append((child, directory.name + "/" + kind, entry.tag != 330))
                }
            }
        }
    }

    private static func add(
        _ entry: TIFFEntry, _ tiff: TIFFDirectories, in directory: String, isExif: Bool, to list: inout PartList
    ) throws(DecodingProblem) {
        let name = "\(directory)/\(entry.tag)"
        let role: MediaPart.Role = entry.tag == 700 ? .xmp : isExif || ratings.contains(entry.tag) ? .exif : .other
        let (bytes, isOverflow) = entry.count.multipliedReportingOverflow(
            by: max(1, TIFFEntry.width(ofType: entry.type)))
        // Maker notes hold offsets of their own that a writer has to move; their tags are compared instead.
        if offsets.contains(entry.tag) || entry.tag == 37500 {
            try list.add(name, role, content: Array("\(entry.type) \(entry.count)".utf8))
            return
        }
        guard !isOverflow, bytes <= mostValueBytes else { throw .damaged("a TIFF tag is too long") }
        try list.add(name, role, at: tiff.base + entry.place, count: bytes)
    }
}
