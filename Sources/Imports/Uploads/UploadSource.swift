import Platform

extension FolderSource {
    /// What a browser has uploaded. It lies on the disk of the storage and is ours.
    ///
    /// - Throws: `FileError`.
    init(_ area: UploadArea, id: String) throws { try self.init(try area.files(), cacheName: "upload:" + id) }
}
