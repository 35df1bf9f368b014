import Model
import Platform
import Store

/// A place in the list of conflicts.
struct ConflictPlace {
    let kind: ConflictKind
    let path: [UInt8]

    init(kind: ConflictKind, path: [UInt8] = []) {
        self.kind = kind
        self.path = path
    }

    /// As `text` printed it; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = ConflictKind(rawValue: parts[0]), let path = Hex.decode(parts[1]) else {
            return nil
        }
        self.init(kind: kind, path: path)
    }

    var text: String { "\(kind.rawValue).\(Hex.encode(path))" }
}
