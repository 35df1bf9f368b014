import Model
import Platform

/// Copies a file into the staging folder and lets exiftool edit that copy.
struct StagedEdit {
    let staging: Staging
    let exifTool: ExifTool
    let fileExtension: String

    /// exiftool reads and writes everything once; so slow are only the slowest drives.
    private static let slowestBytesPerSecond = 4e6

    /// - Returns: name and descriptor of the edited copy, open for reading.
    /// - Throws: `EmbeddingRefusal` with exiftool's words, `MetadataWriteError.toolFailed`, `FileError`.
    func run(on original: Subject, edits: TagEdits) throws -> (name: [UInt8], file: Descriptor) {
        let name = staging.name(".\(fileExtension)")
        do {
            try SafeFile.copy(original.file, to: try SafeFile.create(name, in: staging.folder))
        } catch let error as FileError { throw error.about(original.display) }
        // Not `-o`: with it exiftool 12 refuses WebP, which it writes otherwise.
        let arguments =
            ["-E", "-api", "LargeFileSupport=1"] + edits.arguments + ["-overwrite_original", staging.processPath(name)]
        let seconds = 30 + Double(original.status.size) / Self.slowestBytesPerSecond
        let answer: ExifTool.Answer
        do {
            answer = try exifTool.run(arguments, seconds: seconds)
        } catch let error as ProcessError {
            throw MetadataWriteError.toolFailed(original.display, why: error.reason)
        }
        guard answer.output.contains("1 image files updated") else { throw refusal(answer) }
        return (name, try staging.open(name))
    }

    private func refusal(_ answer: ExifTool.Answer) -> any Error {
        let lines = answer.errors.split(separator: "\n").map(String.init)
        let first = lines.first { $0.hasPrefix("Error") } ?? lines.first ?? "it gave no reason"
        // Its messages end with the path, which is one of ours and says nothing.
        let words = first.components(before: " - /proc/").replacing("Error: ", with: "")
        return EmbeddingRefusal(why: "exiftool cannot write it: \(words)")
    }
}

extension String {
    /// The text up to `mark`; all of it when it does not contain it.
    fileprivate func components(before mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
