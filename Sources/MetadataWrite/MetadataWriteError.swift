import Model

/// Why a photo's metadata were not written; the file is as it was.
package enum MetadataWriteError: Failure, Hashable {
    /// Another program wrote the file while the copy was made.
    case changedMeanwhile(String)
    /// The file was replaced by another picture since it was indexed.
    case anotherPicture(String)
    /// The file has several names, and all of them would stop being one file.
    case hardLinks(String, count: Int)
    /// The copy differs from the original in something nobody asked for.
    case verificationFailed(String, why: String)
    /// exiftool refused; its own words.
    case refused(String, why: String)
    /// Something needs exiftool, which is not installed.
    case toolMissing(String)
    /// exiftool died or was silent for too long.
    case toolFailed(String, why: String)
    /// After a crash the file is neither what it was nor what it should have become.
    case undecided(String)

    package var subject: String? {
        switch self {
        case .changedMeanwhile(let path), .anotherPicture(let path), .hardLinks(let path, _),
            .verificationFailed(let path, _),
            .refused(let path, _), .toolMissing(let path), .toolFailed(let path, _), .undecided(let path):
            path
        }
    }

    package var reason: String {
        switch self {
        case .changedMeanwhile: "another program changed the file while its metadata were being written"
        case .anotherPicture: "the file is another picture now than when the storage was indexed"
        case .hardLinks(_, let count): "the file has \(count) names (hard links), and a write would separate them"
        case .verificationFailed(_, let why): "the written copy was not accepted: \(why)"
        case .refused(_, let why): "exiftool did not write it: \(why)"
        case .toolMissing: "the sidecar was made by another program, and editing it needs exiftool"
        case .toolFailed(_, let why): "exiftool failed: \(why)"
        case .undecided: "a write was interrupted, and the file has been changed by another program since"
        }
    }

    package var hint: String? {
        switch self {
        case .changedMeanwhile: "Try again when the other program has finished."
        case .anotherPicture: "Re-index the storage; what was meant for the old picture stays with it."
        case .hardLinks: "Allow writing to files with several names in the settings of the storage."
        case .verificationFailed, .refused: "The original was left untouched."
        case .toolMissing: "Install exiftool (Debian: libimage-exiftool-perl)."
        case .toolFailed: "Try again."
        case .undecided: "Look at the file; rate it again if the rating is missing."
        }
    }

    /// Whether the file itself cannot take the change, so that it belongs beside it (docs/metadata.md section 3).
    var isAnsweredBySidecar: Bool {
        switch self {
        case .verificationFailed, .refused: true
        default: false
        }
    }

    package var isRetryable: Bool {
        switch self {
        case .changedMeanwhile, .toolFailed: true
        default: false
        }
    }
}
