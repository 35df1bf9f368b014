import Media
import Platform

/// The boxes of MP4, MOV, HEIC and AVIF: leaves of the film's tree, items of a picture.
enum ISOParts {
    private static let containers: Set<String> = ["moov", "trak", "mdia", "minf", "stbl", "udta", "edts", "dinf"]
    private static let padding: Set<String> = ["free", "skip", "wide"]

    static func add(to list: inout PartList) throws(DecodingProblem) {
        let source = list.source
        for box in try ISOBoxes.top(source) {
            switch box.kind {
            case "meta": try addItems(box, to: &list)
            // The pictures of an item file lie in it under other offsets; they are compared as items.
            case "mdat" where list.parts.contains(where: { $0.name.hasPrefix("item ") }): continue
            case "mdat": try list.add("mdat", .other, at: box.offset, count: box.count)
            default: try addTree(box, path: "", depth: 0, to: &list)
            }
        }
    }

    private static func addTree(
        _ box: ISOBox, path: String, depth: Int, to list: inout PartList
    ) throws(DecodingProblem) {
        let source = list.source
        let name = path + box.kind
        if containers.contains(box.kind), depth < 8 {
            for child in try ISOBoxes.list(source, in: box) {
                try addTree(child, path: name + "/", depth: depth + 1, to: &list)
            }
            return
        }
        if padding.contains(box.kind) || box.kind == "XMP_" { return }
        if box.kind == "uuid", box.count >= 16, try source.bytes(at: box.offset, count: 16) == ISOBoxes.xmpIdentifier {
            try list.add(name, .xmp, at: box.offset, count: box.count)
        } else if box.kind == "stco" || box.kind == "co64" {
            // The count of chunks stays, their places move.
            try list.add(name, .other, content: try source.bytes(at: box.offset, count: min(8, box.count)))
        } else {
            try list.add(name, .other, at: box.offset, count: box.count)
        }
    }

    private static func addItems(_ meta: ISOBox, to list: inout PartList) throws(DecodingProblem) {
        let source = list.source
        // A box of QuickTime has its children at once, one of the ISO after a version.
        let isQuickTime = source.has("hdlr", at: meta.offset + 4)
        if isQuickTime { return try list.add("meta", .other, at: meta.offset, count: meta.count) }
        let items = try ISOItems(source, meta: meta)
        for id in items.items.keys.sorted() {
            guard let item = items.items[id] else { continue }
            let content = try items.content(of: item, in: source, limit: 1 << 30)
            let role: MediaPart.Role = item.kind == "Exif" ? .exif : item.isXMP ? .xmp : .other
            // Numbers of items may change when one comes in; their order does not.
            try list.add("item \(item.kind)", role, content: content)
        }
        for box in try ISOBoxes.list(source, in: meta, skipping: 4)
        where !["iloc", "iinf", "iref", "idat", "free"].contains(box.kind) {
            try list.add("meta/" + box.kind, .other, at: box.offset, count: box.count)
        }
    }
}
