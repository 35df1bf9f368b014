import FoundationEssentials

/// A list of strings as a JSON array in one column.
enum StringList {
    static func encode(_ strings: [String]) -> String {
        // Encoding strings cannot fail; an empty list would be the right answer if it could.
        guard let data = try? JSONEncoder().encode(strings) else { return "[]" }
        return String(decoding: data, as: UTF8.self)
    }

    static func decode(_ json: String) -> [String] {
        // A column that somebody damaged by hand reads as no strings; `doctor` tells of it.
        (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    }
}
