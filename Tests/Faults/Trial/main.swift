import FaultSupport
import Glibc
import Media
import MetadataWrite
import Model
import Platform

// One rating write and the recovery before it, as small as it can be, for the fault suite to kill:
//   fault-trial STORAGE JOURNAL_FOLDER PHOTO RATING [WORKER]
// With the path of photostead-worker the copy is verified by the real readers, else by those of the tests. Prints what became of it; exit code 0 = written, 1 = an error, which is printed.

//   fault-trial race STORAGE ATTEMPTS
//   fault-trial hold STORAGE

private func run(_ arguments: [String]) throws {
    if arguments.count == 4, arguments[1] == "race", let attempts = Int(arguments[3]) {
        return try LockTrial.race(in: Folder(path: arguments[2]), attempts: attempts)
    }
    if arguments.count == 3, arguments[1] == "hold" { return try LockTrial.hold(Folder(path: arguments[2])) }
    guard (5...6).contains(arguments.count), let photo = RelativePath(arguments[3]), let stars = Int(arguments[4]),
        let rating = Rating(stars), let item = MediaID(second: "20240101_000000", ordinal: 0)
    else {
        print("usage: fault-trial STORAGE JOURNAL_FOLDER PHOTO RATING [WORKER]")
        exit(2)
    }
    let root = try Folder(path: arguments[1])
    let journal = try LineJournal(in: Folder(path: arguments[2]), item: item)
    let tool = ExifTool.find().map { ExifTool(executable: $0) }
    let inspector: any CopyInspector =
        arguments.count == 6 ? PoolInspector(WorkerPool(executable: arguments[5], count: 1)) : SegmentInspector()
    let writer = MetadataWriter(journal: journal, inspector: inspector, exifTool: tool)
    for entry in try journal.openEntries() { print("recovered", try writer.recover(entry, root: root)) }
    let request = WriteRequest(
        root: root, storage: 1, item: item, photo: photo, picture: nil, changes: MetadataChanges(rating: rating))
    let outcome = try writer.write(request)
    print("written", outcome.places.count, outcome.note ?? "")
}

do {
    try run(CommandLine.arguments)
} catch {
    print("failed: \(error)")
    exit(1)
}
