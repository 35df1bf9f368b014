import Foundation
import Glibc
import Imports
import Intake
import Model
import Store
import TestSupport
import Testing

struct AnswerTests {
    let room: ImportRoom

    init() throws { room = try ImportRoom() }

    /// A card with one new photo and two that the library has, which are asked about.
    private func ask() throws -> (id: String, files: [ImportFileRecord]) {
        try room.write("a.jpg", "photo A")
        try room.write("b.jpg", "photo B")
        try room.run()
        try room.write("new.jpg", "photo N")
        let session = try room.run {
            $0.duplicates = .ask; $0.title = "asking"
        }
        #expect(session.imported == 1 && session.duplicate == 2 && session.questions == 2 && session.addsUp)
        let files = try room.store.read { try ImportFileRecord.asked(session: session.sessionID, $0) }
        return (String(session.sessionID), files)
    }

    @Test func `an answer is about one file, or about all`() throws {
        let (id, files) = try ask()
        let first = try room.actions.answer(id, files: [files[0].id], with: .skip)
        #expect(first.questions == 1 && first.duplicate == 2 && first.status == "complete")
        let second = try room.end(room.actions.answer(id, files: nil, with: .keep))
        #expect(second.questions == 0 && second.duplicate == 1 && second.imported == 2 && second.addsUp)
        #expect(try room.files() == ["photos/a.jpg", "photos/b-2.jpg", "photos/b.jpg", "photos/new.jpg"])
        #expect(throws: Refusal.self) { try room.actions.answer(id, files: nil, with: .keep) }
    }

    @Test func `one question is answered after the other`() throws {
        let (id, files) = try ask()
        for file in files { _ = try room.actions.answer(id, files: [file.id], with: .keep) }
        let session = try room.end(room.actions.sessions.find(id))
        #expect(session.questions == 0 && session.imported == 3 && session.addsUp)
    }

    @Test func `a file can take the place of the copy that the library has`() throws {
        let (id, files) = try ask()
        let session = try room.end(room.actions.answer(id, files: files.map(\.id), with: .replace))
        #expect(session.replaced == 2 && session.questions == 0 && session.addsUp)
        #expect(try room.files() == ["photos/a.jpg", "photos/b.jpg", "photos/new.jpg"])
        #expect(throws: Refusal.self) { try room.actions.answer(id, files: nil, with: .ask) }
    }

    @Test func `what failed is looked at again`() throws {
        try room.write("a.jpg", "photo A")
        try room.write("b.jpg", "unreadable")
        let session = try room.run()
        #expect(session.failed == 1 && session.imported == 1)
        try room.write("b.jpg", "photo B")
        let again = try room.end(room.actions.retry(String(session.sessionID)))
        #expect(again.failed == 0 && again.imported == 2 && again.addsUp && again.status == "complete")
        #expect(throws: Refusal.self) { try room.actions.retry(String(session.sessionID)) }
    }

    @Test func `nothing is reopened while the card is away`() throws {
        try room.write("b.jpg", "unreadable")
        let session = try room.run()
        try #require(rename(room.card, room.card + "-away") == 0)
        #expect(throws: Refusal.self) { try room.actions.retry(String(session.sessionID)) }
        #expect(try room.actions.sessions.find(String(session.sessionID)).failed == 1)
    }
}
