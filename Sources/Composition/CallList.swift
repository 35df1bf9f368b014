import Browsing
import Curation
package import Engine
import Imports
import Storages

/// Every call, in the order of the description of the API: what the JSON API, the command line, its help and the session
/// with a running server offer.
package enum CallList {
    /// Calls that need nothing but to read.
    package static let reading: [CallEntry<LibraryReading>] =
        StorageCalls.reading.map { $0.within(\.storages) } + ImportCalls.reading.map { $0.within(\.imports) }
        + PhotoCalls.reading.map { $0.within(\.photos) } + PhotoCalls.looking.map { $0.within(\.copies) }
        + OperationCalls.reading.map { $0.within(\.operations) } + SettingCalls.reading.map { $0.within(\.settings) }

    /// Calls that need the whole library.
    package static let acting: [CallEntry<OpenLibrary>] =
        StorageCalls.acting.map { $0.within(\.storageCapability) } + ImportCalls.acting.map { $0.within(\.imports) }
        + CurationCalls.acting.map { $0.within(\.curation) } + OperationCalls.acting.map { $0.within(\.board) }
        + SettingCalls.acting.map { $0.within(\.reading.settings) }

    package static let all: [CallEntry<OpenLibrary>] = reading.map { $0.within(\.reading) } + acting
}

extension [CallEntry<LibraryReading>] {
    /// Whether the call is one of these.
    package func contains(_ type: any Call.Type) -> Bool { contains { $0.type == type } }
}

extension Array {
    /// Answers a call of the list.
    ///
    /// - Throws: what the call throws.
    package func answer<House, Question: Call>(_ question: Question, in house: House) throws -> Question.Answer
    where Element == CallEntry<House> {
        guard let entry = first(where: { $0.type == Question.self }) else { throw CallMismatch(Question.self) }
        return try entry.answer(question, in: house)
    }
}
