import Model
import Store

/// The files of a ledger that have no fate yet, in portions of whole units.
struct LedgerPages {
    private let store: LibraryStore
    private let session: Int64
    private var rest: [ImportFileRecord] = []
    private var last: ImportFileRecord?
    private var isAtEnd = false

    /// Files and bytes of one portion: enough to keep every thread busy, little enough to be done again.
    private static let mostFiles = 48
    private static let mostBytes: Int64 = 256 << 20

    init(store: LibraryStore, session: Int64) {
        self.store = store
        self.session = session
    }

    /// nil at the end.
    mutating func next() throws -> [IntakeUnit]? {
        var units: [IntakeUnit] = []
        var (files, bytes) = (0, Int64(0))
        while files < Self.mostFiles, bytes < Self.mostBytes, let unit = try nextUnit() {
            files += unit.files.count
            bytes += unit.size
            units.append(unit)
        }
        return units.isEmpty ? nil : units
    }

    private mutating func nextUnit() throws -> IntakeUnit? {
        try fill()
        guard let first = rest.first else { return nil }
        let unit = rest.prefix { $0.unit == first.unit }
        rest.removeFirst(unit.count)
        return IntakeUnit(files: unit.map { IntakeFile(record: $0) })
    }

    /// Reads on until a whole unit is there: one that ends before the last row, or the last one of all.
    private mutating func fill() throws {
        while !isAtEnd, rest.first?.unit == rest.last?.unit {
            let (session, start) = (session, last)
            let page = try store.read {
                try ImportFileRecord.open(session: session, after: start, limit: 500, $0)
            }
            isAtEnd = page.isEmpty
            rest += page
            last = page.last ?? last
        }
    }
}
