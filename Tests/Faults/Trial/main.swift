import FaultSupport
import Glibc
import Library
import Model
import Platform

// One rating write and the recovery before it, as small as it can be, for the fault suite to kill:
//   fault-trial STORAGE JOURNAL_FOLDER PHOTO RATING
// Prints what became of it; exit code 0 = written, 1 = an error, which is printed.

private func run(_ arguments: [String]) throws {
    guard arguments.count == 5, let photo = RelativePath(arguments[3]), let stars = Int(arguments[4]),
        let rating = Rating(stars), let item = MediaID(second: "20240101_000000", ordinal: 0)
    else {
        print("usage: fault-trial STORAGE JOURNAL_FOLDER PHOTO RATING")
        exit(2)
    }
    let root = try Folder(path: arguments[1])
    let journal = try LineJournal(in: Folder(path: arguments[2]), item: item)
    let tool = ExifTool.find().map { ExifTool(executable: $0) }
    let writer = MetadataWriter(journal: journal, inspector: SegmentInspector(), exifTool: tool)
    for entry in try journal.openEntries() { print("recovered", try writer.recover(entry, root: root)) }
    let request = WriteRequest(
        root: root, storage: 1, item: item, photo: photo, changes: MetadataChanges(rating: rating))
    print("written", try writer.write(request).places.count)
}

do {
    try run(CommandLine.arguments)
} catch {
    print("failed: \(error)")
    exit(1)
}
