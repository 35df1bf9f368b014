import Composition
import Engine
import Platform

/// The library is open in this process.
struct LocalSession: LibrarySession {
    private let library: OpenLibrary
    private let moved = Condition(0)
    private let endObserving: @Sendable () -> Void

    init(_ library: OpenLibrary) {
        self.library = library
        let moved = moved
        endObserving = library.board.observe { _ in moved.change { $0 += 1 } }
    }

    func ask<Question: Call>(_ question: Question) throws -> Question.Answer {
        try CallList.all.answer(question, in: library)
    }

    /// Until something moves, and at least five times a second for the clock in the bar.
    func waitForChange() {
        let seen = moved.look { $0 }
        _ = moved.wait(seconds: 0.2) { $0 != seen ? () : nil }
    }

    func close() throws {
        endObserving()
        try library.close()
    }
}

/// The library is only read; another process may have it open.
struct ReadingSession: LibrarySession {
    let library: LibraryReading

    func ask<Question: Call>(_ question: Question) throws -> Question.Answer {
        try CallList.reading.answer(question, in: library)
    }
}
