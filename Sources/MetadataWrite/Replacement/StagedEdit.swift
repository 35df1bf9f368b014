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
        do {
            let parts = original.inspection.parts ?? []
            if fileExtension == "jpg", let head = JPEGHead(parts: parts, size: original.status.size) {
                return try edit(head, of: original, edits)
            }
            let name = staging.name(".\(fileExtension)")
            try SafeFile.copy(original.file, to: try SafeFile.create(name, in: staging.folder))
            try edit(name, of: original, edits)
            return (name, try staging.open(name))
        } catch let error as FileError { throw error.about(original.display) }
    }

    /// Lets exiftool edit the head alone and puts the coded data behind it again.
    private func edit(
        _ head: JPEGHead, of original: Subject, _ edits: TagEdits
    ) throws -> (name: [UInt8], file: Descriptor) {
        let headName = staging.name("-head.jpg")
        let short = try SafeFile.create(headName, in: staging.folder)
        try SafeFile.copy(original.file, 0..<head.length, to: short)
        try SafeFile.write(JPEGHead.stand, to: short)
        try edit(headName, of: original, edits)
        let edited = try staging.open(headName)
        let end = try edited.status().size - Int64(JPEGHead.stand.count)
        guard end > 0 else { throw EmbeddingRefusal(why: "exiftool cut it off") }
        let name = staging.name(".jpg")
        let file = try SafeFile.create(name, in: staging.folder)
        try SafeFile.copy(edited, 0..<end, to: file)
        try SafeFile.copy(original.file, head.length..<original.status.size, to: file)
        try SafeFile.remove(headName, in: staging.folder)
        return (name, file)
    }

    private func edit(_ name: [UInt8], of original: Subject, _ edits: TagEdits) throws {
        // Not `-o`: with it exiftool 12 refuses WebP, which it writes otherwise. Not `-m`: what it then repairs, it loses.
        let arguments = ["-E", "-api", "LargeFileSupport=1"] + edits.arguments + ["-overwrite_original"]
        var answer = try ask(arguments, name, original)
        if answer.isTrouble {
            // A drive that was away and is back is another one to the process that was confined to it.
            exifTool.end()
            try SafeFile.remove(name + Array("_exiftool_tmp".utf8), in: staging.folder)
            answer = try ask(arguments, name, original)
        }
        if answer.isDone { return }
        if try answer.isTrouble || isFull(for: original) {
            throw MetadataWriteError.toolFailed(original.display, why: answer.reason)
        }
        throw EmbeddingRefusal(why: "exiftool cannot write it: \(answer.reason)")
    }

    private func ask(_ arguments: [String], _ name: [UInt8], _ original: Subject) throws -> ExifToolAnswer {
        let size = original.status.size
        do {
            return try exifTool.run(
                arguments, on: name, in: staging.folder, bytes: size,
                seconds: 30 + Double(size) / Self.slowestBytesPerSecond)
        } catch let error as ProcessError {
            throw MetadataWriteError.toolFailed(original.display, why: error.reason)
        }
    }

    /// Whether there is not even room for what was to be written: then nothing that was said about the file counts.
    private func isFull(for original: Subject) throws -> Bool {
        try DiskSpace(of: staging.folder).free < original.status.size
    }
}
