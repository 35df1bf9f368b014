package import Media
package import Model
package import Platform

/// Where a metadata write tells what it is about to do to a file, so that a crash at any moment can be decided by hash
/// (docs/safety.md section 1). Every call returns only when its row is durable.
package protocol FileJournal: Sendable {
    /// Step 1: what is about to happen. A redo of an interrupted write keeps its row.
    ///
    /// - Returns: the row's number.
    func plan(_ intent: WriteIntent, resuming entry: Int64?) throws -> Int64
    /// Step 8b: the copy is finished and verified; the rename comes next.
    func prepare(_ entry: Int64, _ intent: WriteIntent) throws
    /// Step 10: the new content stands in its place; its hashes and "done" are one transaction.
    func finish(_ entry: Int64, _ intent: WriteIntent, _ result: WriteResult) throws
    /// The file was left as it was.
    func fail(_ entry: Int64, problem: String) throws
    /// What was planned or prepared when the program ended, oldest first.
    func openEntries() throws -> [OpenJournalEntry]
}

/// What is about to be done to one file.
package struct WriteIntent: Sendable, Hashable {
    /// Row of the storage.
    package var storage: Int64
    package var item: MediaID
    /// The photo, also when its sidecar is written.
    package var photo: RelativePath
    package var details: WriteDetails

    package init(storage: Int64, item: MediaID, photo: RelativePath, details: WriteDetails) {
        self.storage = storage
        self.item = item
        self.photo = photo
        self.details = details
    }

    /// The file that is replaced.
    package var target: RelativePath? {
        guard let form = details.sidecar else { return photo }
        return form.path(of: photo)
    }
}

/// The part of an intent that a journal keeps as JSON.
package struct WriteDetails: Codable, Sendable, Hashable {
    package var changes: MetadataChanges
    /// What is to be found in the photo; nil = it was not known.
    package var picture: IndexedPicture?
    /// nil = the photo itself is written.
    package var sidecar: SidecarForm?
    /// SHA-256 of the whole file before; nil = there was none (a new sidecar).
    package var oldSHA256: String?
    /// The name with which all temporaries of this write begin.
    package var temporary: String
    /// Whether the temporaries lie beside the file instead of in the storage's staging folder.
    package var isBesideFile: Bool
    /// SHA-256 of the whole file after; nil until prepared.
    package var newSHA256: String?
    /// Bytes; nil until prepared.
    package var newSize: Int64?

    package init(
        changes: MetadataChanges, picture: IndexedPicture? = nil, sidecar: SidecarForm?, oldSHA256: String?,
        temporary: String, isBesideFile: Bool,
        newSHA256: String? = nil, newSize: Int64? = nil
    ) {
        self.changes = changes
        self.picture = picture
        self.sidecar = sidecar
        self.oldSHA256 = oldSHA256
        self.temporary = temporary
        self.isBesideFile = isBesideFile
        self.newSHA256 = newSHA256
        self.newSize = newSize
    }
}

/// What stands on the disk after a write.
package struct WriteResult: Sendable {
    /// What the readers found in the new content, its digests among it.
    package let facts: Facts
    /// Size, times and inode of the file that is in place now.
    package let status: FileStatus

    package init(facts: Facts, status: FileStatus) {
        self.facts = facts
        self.status = status
    }
}

/// A row that a crash left open.
package struct OpenJournalEntry: Sendable {
    package let number: Int64
    package let intent: WriteIntent

    package init(number: Int64, intent: WriteIntent) {
        self.number = number
        self.intent = intent
    }
}
