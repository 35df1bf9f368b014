package import Engine
import Model

/// Finds the files of a picture by one of its hashes.
package struct LookUpHash: ListingCall {
    package static let address = CallAddress.get("/api/lookup/{hash}")
    package static let summary =
        "The files with a picture hash, SHA-256 or MD5, those that can be opened first"
    package static let verbs = [
        Verb(
            "lookup", "find a picture or file in all storages by its hash",
            """
              HASH   a picture hash or SHA-256 (64 hexadecimal digits), or an MD5 (32)

            One copy a line, those that can be opened first; copies on drives that are away are named with the drive and
            when it was last seen. With --json one object a line. Exit 1 when there is none.
            """,
            takes: [.word("HASH", "hash", "a hash")])
    ]

    package let hash: String

    package func answer(in copies: CopyLookup) throws -> AnswerList<FoundCopy> { AnswerList(try copies.find(hash)) }

    package static func text(of copy: FoundCopy) -> String {
        switch copy.state {
        case .online, .readOnly: copy.path
        case .offline: "\(copy.path)  (on “\(copy.storage_name)”, last seen \(copy.last_seen ?? "never"))"
        case .missing: "\(copy.path)  (no longer there)"
        case .trashed: "\(copy.path)  (in the trash)"
        }
    }
}
