package import Model

/// The names a photo's XMP sidecar may have (docs/metadata.md section 3).
package enum SidecarNames {
    /// In order of preference: `photo.ext.xmp`, then `photo.xmp`. The first is the one to create.
    package static func candidates(of photo: RelativePath) -> [RelativePath] {
        var names: [RelativePath] = []
        if let full = photo.adding(suffix: ".xmp") { names.append(full) }
        let name = photo.name
        if let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 {
            let stem = photo.bytes.dropLast(name.count - dot)
            if let short = RelativePath(bytes: Array(stem) + Array(".xmp".utf8)) { names.append(short) }
        }
        return names
    }

    /// Whether a name is that of a sidecar.
    package static func isSidecar(_ path: RelativePath) -> Bool { path.fileExtension == "xmp" }
}
