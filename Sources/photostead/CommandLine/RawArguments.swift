import Glibc

/// The words of the command line as bytes; `CommandLine.arguments` repairs what is no UTF-8, and a repaired name names
/// another file.
enum RawArguments {
    /// The bytes of words that stood on the command line, in the same order there.
    static func bytes(of words: [String]) -> [[UInt8]] {
        var rest = all[...]
        return words.map { word in
            let bytes = Array(word.utf8)
            guard let index = rest.firstIndex(where: { Array(String(decoding: $0, as: UTF8.self).utf8) == bytes })
            else { return bytes }
            defer { rest = rest[(index + 1)...] }
            return rest[index]
        }
    }

    private static let all: [[UInt8]] = (0..<Int(CommandLine.argc)).compactMap { index in
        CommandLine.unsafeArgv[index].map { argument in
            Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
        }
    }
}
