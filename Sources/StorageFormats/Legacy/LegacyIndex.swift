import Model
package import Platform

/// `index.json` of a folder of the time before storages had signatures.
///
/// Nobody wrote down its fields. What is understood: a list of files, files by hash or path, or either of them under
/// `photos`, `files`, `images`, `items` or `entries`; beside them a name and a time. Everything else is kept as it is.
package struct LegacyIndex: Sendable, Hashable {
    package static let fileName = "index.json"
    /// Folders of that time begin with it.
    package static let folderPrefix = "imalink_"

    /// Files that it lists.
    package var fileCount = 0
    /// What the folder called itself; nil = nothing.
    package var name: String?
    /// ISO 8601 in UTC.
    package var createdAt: String?
    /// Fields that nothing else is made of, in their order.
    package var otherFields: [JSONValue.Member] = []

    package init() {}

    /// Whether a folder is called as those of that time were.
    package static func isFolderName(_ name: [UInt8]) -> Bool { name.starts(with: folderPrefix.utf8) }

    /// What the folder is called in lists: its own name, else the time of its import, else the folder's name.
    ///
    /// - Parameter folder: such as `imalink_20240115_120000_abc1234`.
    package func displayName(folder: String) -> String {
        if let name, !name.isEmpty { return name }
        guard let time = Self.time(folder: folder) else { return folder }
        return "Import \(String(time.iso8601.prefix(10))) \(String(time.clock.prefix(5)))"
    }

    /// When it was made, as the index says, else as the folder's name says.
    package func creationTime(folder: String) -> String? {
        createdAt ?? Self.time(folder: folder).map { ISO8601.utc(Double($0.seconds)) }
    }

    private static func time(folder: String) -> CivilTime? {
        let digits = folder.dropFirst(folderPrefix.count).utf8.prefix(15).map { Int($0) - 48 }
        guard folder.hasPrefix(folderPrefix), digits.count == 15, digits[8] == Int(UInt8(ascii: "_")) - 48 else {
            return nil
        }
        let numbers = digits[..<8] + digits[9...]
        guard numbers.allSatisfy({ (0...9).contains($0) }) else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let time = CivilTime(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(9..<11),
            minute: number(11..<13), second: number(13..<15))
        return time.isValid ? time : nil
    }
}
