import Foundation
import MetadataWrite
import Model
import Store
import TestSupport
import Testing

@testable import Curation

/// Every change is in the photo's history and can be taken back.
struct UndoTests {
    @Test func `each field goes back to what it was`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        _ = try room.rate(2, id)
        _ = try room.rate(5, id)
        for (title, label) in [("First", "Red"), ("Second", "Green")] {
            _ = try room.edits.apply(MetadataChanges(label: label, title: title, description: "of \(title)"), to: id)
        }
        func undo(_ field: PhotoEdit.Field) throws {
            let change = try #require(try room.history(id).first { $0.field == field && $0.undoneAt == nil })
            _ = try room.edits.undo(change)
        }
        try undo(.rating)
        #expect(try room.photo(id).rating?.stars == 2)
        #expect(room.writtenRating("photos/a.jpg.xmp") == "2")
        for field in [PhotoEdit.Field.title, .label, .description] { try undo(field) }
        let photo = try room.photo(id)
        #expect([photo.title, photo.label, photo.caption].compactMap { $0 } == ["First", "Red", "of First"])
        #expect(room.text("photos/a.jpg.xmp")?.contains("Second") == false)
        #expect(try room.starQueue() == ["star", "unstar"])
    }

    @Test func `the first rating taken back leaves no tag`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        _ = try room.rate(3, id)
        _ = try room.edits.undo(try #require(try room.history(id).first))
        #expect(try room.photo(id).rating == nil)
        #expect(room.writtenRating("photos/a.jpg.xmp") == nil)
    }

    @Test func `a change is taken back once`() throws {
        let room = try EditRoom()
        let id = try room.addPhoto(1, in: try room.addStorage())
        _ = try room.rate(3, id)
        let change = try #require(try room.history(id).first)
        _ = try room.edits.undo(change)
        let undone = try #require(try room.history(id).first { $0.id == change.id })
        #expect(undone.undoneAt != nil)
        #expect(throws: Refusal.self) { try room.edits.undo(undone) }
        #expect(try room.history(id).count == 2, "the undo is itself a change")
    }
}
