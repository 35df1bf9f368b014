package import Engine
import Model
import Platform
package import Store

/// What taking an import back would do; nothing is written.
package struct RollbackPlan: Sendable, Codable {
    /// A file that stays where it is.
    package struct Kept: Sendable, Codable, Hashable {
        package let path: String
        package let reason: String
    }

    /// Files that would go to the trash, and their bytes.
    package private(set) var files = 0
    package private(set) var bytes: Int64 = 0
    /// Files that would come back to the places that the import took from them.
    package private(set) var restored = 0
    /// Files that are not where the import has put them.
    package private(set) var gone = 0
    package private(set) var keptCount = 0
    /// The first 50.
    package private(set) var kept: [Kept] = []
    /// By which it is confirmed, where it is kept for that.
    package var id: String?
    /// What it stands on.
    package private(set) var ground = Ground()

    private enum CodingKeys: String, CodingKey {
        case files, bytes, restored, gone
        case keptCount = "kept_count"
        case kept
        case id = "plan_id"
    }

    /// Looks at every file that the import has brought.
    ///
    /// - Throws: `StorageOffline`, `FileError`, `SQLiteError`.
    package init(session: ImportSessionRecord, services: IntakeServices) throws {
        let access = try Rollback.open(session, services.store)
        let judge = RollbackJudge(storage: access.storage, root: access.root, store: services.store)
        var pages = Rollback.pages(session.key, services.store)
        while let units = try pages.next() {
            for unit in units {
                for file in try judge.judge(unit) { count(file) }
            }
        }
        ground.count("files that go to the trash", Int64(files))
        ground.count("files that come back", Int64(restored))
        ground.count("files that are gone", Int64(gone))
        ground.count("files that stay", Int64(keptCount))
    }

    private mutating func count(_ file: RollbackFile) {
        ground.note("\(file.record.id) \(file.finding) \(file.replaced?.trashPath.display ?? "")".utf8)
        switch file.finding {
        case .unchanged, .underWay:
            files += 1
            bytes += file.record.size
            if file.replaced != nil { restored += 1 }
        case .gone: gone += 1
        case .kept(let reason):
            keptCount += 1
            if kept.count < 50 { kept.append(Kept(path: file.target.display, reason: reason)) }
        }
    }
}
