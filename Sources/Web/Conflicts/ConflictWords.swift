import Storages
import Store

/// What pages say of a kind of conflict.
struct ConflictWords {
    /// A button.
    struct Choice {
        /// As the form sends it.
        let action: String
        let name: String
        /// For those that are selected.
        let bulk: String
        var isLoss = false

        init(_ choice: ConflictChoice, _ name: String, _ bulk: String, isLoss: Bool = false) {
            action = choice.rawValue
            self.name = name
            self.bulk = bulk
            self.isLoss = isLoss
        }
    }

    let title: String
    let help: String
    let one: String
    let many: String
    let choices: [Choice]

    init(_ kind: ConflictKind) {
        switch kind {
        case .missingFile:
            title = "Missing"
            help = "These files are in the library, but not on the disk any more."
            (one, many) = ("missing file", "missing files")
            choices = [
                Choice(.restore, "Restore", "Restore selected"),
                Choice(.forget, "Forget", "Forget selected", isLoss: true),
            ]
        case .orphanFile:
            title = "New"
            help = "The last re-index found these files; no import has brought them."
            (one, many) = ("new file", "new files")
            choices = [
                Choice(.add, "Add", "Add selected"),
                Choice(.session, "Put into a session", "Put selected into a session"),
                Choice(.ignore, "Ignore", "Ignore selected"),
            ]
        case .pathMismatch:
            title = "Moved"
            help = "These files lie elsewhere than the library says."
            (one, many) = ("moved file", "moved files")
            choices = [Choice(.accept, "Accept", "Accept selected")]
        case .metadataMismatch:
            title = "Changed on both sides"
            help = "The library and another program changed these differently. Nothing is written until you choose."
            (one, many) = ("file", "files")
            choices = [
                Choice(.keepLibrary, "Keep the library’s", "Keep the library’s"),
                Choice(.takeFile, "Take the file’s", "Take the file’s"),
            ]
        case .duplicateFilename:
            title = "Equal names"
            help = "Different pictures with the same name. Cameras begin to count again; nothing is wrong with that."
            (one, many) = ("name", "names")
            choices = [Choice(.dismiss, "Dismiss", "Dismiss selected")]
        }
    }
}
