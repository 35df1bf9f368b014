extension StringProtocol {
    /// Without blanks, line ends and zeros at both ends.
    package var trimmingBlanks: SubSequence {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !Self.isBlank($0) }),
            let last = scalars.lastIndex(where: { !Self.isBlank($0) })
        else { return self[endIndex...] }
        // Most texts begin and end with ASCII; characters take many times as long as scalars.
        if scalars[first].isASCII, scalars[last].isASCII { return self[first..<scalars.index(after: last)] }
        return trimmingBlankCharacters
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || (0x09...0x0D).contains(scalar.value) || scalar == "\0"
    }

    private var trimmingBlankCharacters: SubSequence {
        let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\0" }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }
}
