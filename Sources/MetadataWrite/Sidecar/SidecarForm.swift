import Media
package import Model
package import Platform

/// How the name of a sidecar is made from that of its photo (docs/metadata.md section 3).
package enum SidecarForm: String, Codable, Sendable, CaseIterable {
    /// `photo.jpg.xmp`
    case added
    /// `photo.xmp`
    case replaced

    /// - Returns: nil when the name would be too long to be one.
    package func path(of photo: RelativePath) -> RelativePath? {
        let names = SidecarNames.candidates(of: photo)
        switch self {
        case .added: return names.first
        case .replaced: return names.last
        }
    }

    /// The form of the sidecar that exists; nil when there is none.
    ///
    /// - Throws: `FileError`.
    package static func existing(for photo: RelativePath, in root: Folder) throws -> SidecarForm? {
        for form in allCases {
            guard let path = form.path(of: photo), path != photo else { continue }
            if let status = try root.status(of: path), status.kind == .file { return form }
        }
        return nil
    }
}
