import Glibc
import Model
import Platform
import Store

/// A photo as people name it: by its id, the id of one of its items, or the absolute path of one of its files.
struct PhotoReference {
    let text: String

    /// - Throws: `Refusal` when there is no such photo in the library.
    func find(in store: LibraryStore) throws -> PhotoRecord {
        let photo = text.hasPrefix("/") ? try byPath(store) : try store.read { try PhotoRecord.find(text, $0) }
        guard let photo else { throw Refusal.unknownPhoto(text) }
        return photo
    }

    private func byPath(_ store: LibraryStore) throws -> PhotoRecord? {
        let bytes = Array(text.utf8)
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let folder: [UInt8]
        do {
            folder = try Folder(path: slash == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<slash])).canonicalPath()
        } catch let error as FileError where error.isMissing || error.code == ENOTDIR { return nil }
        let path = folder + [UInt8(ascii: "/")] + bytes[(slash + 1)...]
        return try store.read { connection in
            for storage in try StorageRecord.all(connection) where AbsolutePath.contains(storage.root, path) {
                guard let relative = RelativePath(bytes: Array(path.dropFirst(storage.root.count + 1))) else {
                    continue
                }
                guard let item = try ItemDetails.find(storage: storage.id, path: relative, connection) else { continue }
                guard let key = item.photoKey else { throw Refusal.noPicture(text) }
                return try PhotoRecord.find(key: key, connection)
            }
            return nil
        }
    }
}
