import Model
import Store

/// Files of a ledger in portions of whole units.
struct LedgerPages {
    /// Which files: those after one of them, at most so many, in the order of the ledger.
    typealias Query = @Sendable (Int64, ImportFileRecord?, Int, Reading) throws -> [ImportFileRecord]

    private let store: LibraryStore
    private let session: Int64
    private let mostFiles: Int
    private let query: Query
    private var rest: [ImportFileRecord] = []
    private var last: ImportFileRecord?
    private var isAtEnd = false

    /// Bytes of one portion: little enough to be done again.
    private static let mostBytes: Int64 = 256 << 20

    /// - Parameters:
    ///   - last: the file to go on behind.
    ///   - files: of one portion: enough to keep every thread busy.
    ///   - query: by default files that have no fate yet.
    init(
        store: LibraryStore, session: Int64, after last: ImportFileRecord? = nil, files: Int = 48,
        query: @escaping Query = { try ImportFileRecord.open(session: $0, after: $1, limit: $2, $3) }
    ) {
        self.store = store
        self.session = session
        self.last = last
        mostFiles = files
        self.query = query
    }

    /// nil at the end.
    mutating func next() throws -> [IntakeUnit]? {
        var units: [IntakeUnit] = []
        var (files, bytes) = (0, Int64(0))
        while files < mostFiles, bytes < Self.mostBytes, let unit = try nextUnit() {
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
            let (session, start, query) = (session, last, query)
            let page = try store.read { try query(session, start, 500, $0) }
            isAtEnd = page.isEmpty
            rest += page
            last = page.last ?? last
        }
    }
}
