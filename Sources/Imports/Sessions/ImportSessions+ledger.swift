import Intake
package import Model
import Platform
import Store

/// A place in the ledger, as the address of the next page says it.
private enum LedgerCursor {
    /// Behind a path.
    case path([UInt8])
    /// Behind a file of a unit.
    case file(unit: Int, id: Int64)

    var text: String {
        switch self {
        case .path(let path): "p" + Hex.encode(path)
        case .file(let unit, let id): "u\(unit)-\(id)"
        }
    }

    /// - Returns: nil for what `text` has not printed.
    init?(_ text: String) {
        let rest = text.dropFirst()
        if text.first == "p", let path = Hex.decode(String(rest)) {
            self = .path(path)
        } else if text.first == "u" {
            let numbers = rest.split(separator: "-").map { Int64($0) }
            guard numbers.count == 2, let unit = numbers[0], let id = numbers[1] else { return nil }
            self = .file(unit: Int(unit), id: id)
        } else {
            return nil
        }
    }
}

extension ImportSessions {
    /// The files of an import.
    ///
    /// - Parameters:
    ///   - fate: only those with this fate; not together with a `state` other than `all`.
    ///   - after: `next` of the page before; what is none begins at the beginning.
    package func files(
        _ id: String, fate: Fate? = nil, state: LedgerFilter = .all, after: String? = nil, limit: Int
    ) throws -> LedgerPage {
        let key = try session(id).key
        let cursor = after.flatMap { LedgerCursor($0) }
        let rows: [LedgerRow] = try store.read { connection in
            if state == .questions {
                var last = (unit: 0, id: Int64(0))
                if case .file(let unit, let id) = cursor { last = (unit, id) }
                return try LedgerRow.questions(session: key, after: last, limit: limit + 1, connection)
            }
            var last: [UInt8] = []
            if case .path(let path) = cursor { last = path }
            let choice: LedgerRow.Choice = state == .waiting ? .waiting : fate.map { .fate($0) } ?? .all
            return try LedgerRow.page(session: key, choice, after: last, limit: limit + 1, connection)
        }
        let shown = rows.prefix(limit)
        let next = rows.count > limit ? shown.last : nil
        return LedgerPage(
            items: shown.map { LedgerFile($0) },
            next: next.map { row in
                state == .questions
                    ? LedgerCursor.file(unit: row.unit, id: row.id).text : LedgerCursor.path(row.path.bytes).text
            })
    }
}
