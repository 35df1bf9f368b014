/// How much of a storage is read again.
package enum ReindexMode: String, Sendable, CaseIterable, Codable {
    /// Existence only; nothing is read.
    case quick
    /// New and changed files, by modification time and size.
    case smart
    /// Every file.
    case full
}

/// How a re-index is done; also the body that the API takes.
package struct ReindexOptions: Sendable, Codable, Hashable {
    package var mode: ReindexMode
    /// Read files that are new, so that they become photos; otherwise they are only listed.
    package var hashOrphans = true
    /// Count new copies of known pictures, and list equal names of different ones.
    package var detectDuplicates = true
    /// Take over where files lie now; otherwise moves are only listed.
    package var fixMoved = true
    /// Forget files that are missing.
    package var dropMissing = false
    /// Take many files as missing without asking.
    package var acceptMissing = false

    package init(mode: ReindexMode = .smart) { self.mode = mode }

    private enum CodingKeys: String, CodingKey {
        case mode
        case hashOrphans = "hash_orphans"
        case detectDuplicates = "detect_duplicates"
        case fixMoved = "fix_moved"
        case dropMissing = "drop_missing"
        case acceptMissing = "accept_missing"
    }

    /// What is not said is as usual.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func flag(_ key: CodingKeys, else usual: Bool) throws -> Bool {
            try container.decodeIfPresent(Bool.self, forKey: key) ?? usual
        }
        mode = try container.decodeIfPresent(ReindexMode.self, forKey: .mode) ?? .smart
        hashOrphans = try flag(.hashOrphans, else: true)
        detectDuplicates = try flag(.detectDuplicates, else: true)
        fixMoved = try flag(.fixMoved, else: true)
        dropMissing = try flag(.dropMissing, else: false)
        acceptMissing = try flag(.acceptMissing, else: false)
    }
}
