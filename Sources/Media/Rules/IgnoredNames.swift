/// Why a name is never indexed (METADATA.md section 5).
package enum IgnoredNames: String, Sendable, CaseIterable {
    /// Begins with a dot; also the `._*` companions of macOS and `.Trash*`.
    case hidden
    /// Wastebaskets and leftovers of file systems.
    case systemFolder = "system folder"
    /// Thumbnail stores of other programs.
    case foreignThumbnails = "thumbnails of another program"
    /// Photostead's own files.
    case ours = "our own"

    /// The reason for one component of a path; nil = look inside or at it.
    package static func reason(component: some Collection<UInt8>) -> IgnoredNames? {
        let name = String(decoding: component, as: UTF8.self)
        if name.hasPrefix(".photostead") || name.hasPrefix(".photolala") || name.hasPrefix(".imalink")
            || name.hasPrefix("imalink-")
        {
            return .ours
        }
        if name.hasPrefix(".") { return .hidden }
        switch name.lowercased() {
        case "@eadir", "thumbs.db", "ehthumbs.db": return .foreignThumbnails
        case "#recycle", "$recycle.bin", "lost+found", "system volume information", "desktop.ini":
            return .systemFolder
        default: return nil
        }
    }
}
